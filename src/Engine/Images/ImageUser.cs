// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Images;

/// <summary>A container that an image must stay for.</summary>
/// <param name="Container">Its ID.</param>
/// <param name="Image">The image's ID: <c>sha256:...</c>.</param>
/// <param name="IsActive">Whether it has processes.</param>
public readonly record struct ImageUser(string Container, string Image, bool IsActive)
{
    /// <summary>The container's ID as people see it.</summary>
    public string Short => Container.Length > 12 ? Container[..12] : Container;
}
