// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Engine.Building;

/// <summary>One thing that the build cache keeps.</summary>
/// <param name="Id">Of a step its key, of a mount its directory's name.</param>
/// <param name="Description">The instruction, or the mount's id.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Created">When it was made.</param>
/// <param name="LastUsed">When a build last took it.</param>
/// <param name="IsShared">Whether an image has the same layer: then nothing comes free with it.</param>
/// <param name="IsMount">Whether it is a directory of RUN --mount=type=cache.</param>
public sealed record CacheEntry(string Id, string Description, long Size, DateTimeOffset Created,
    DateTimeOffset LastUsed, bool IsShared, bool IsMount);
