// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>One step of an image's making.</summary>
/// <param name="Id">The image's ID for the last step; <c>&lt;missing&gt;</c> for those before, of which there is no
/// image.</param>
/// <param name="Created">RFC 3339; may be empty.</param>
/// <param name="CreatedBy">The instruction.</param>
/// <param name="Size">Bytes that the step added.</param>
/// <param name="Comment">A remark of whoever made it.</param>
public sealed record HistoryLine(string Id, string Created, string CreatedBy, long Size, string Comment);
