// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Engine.Files;

/// <summary>What is at a path.</summary>
/// <param name="Type">A symlink only where it was not to be followed.</param>
/// <param name="LinkTarget">What a symlink says; null for anything else.</param>
public readonly record struct PathStatus(FileType Type, string? LinkTarget)
{
    public bool IsDirectory => Type is FileType.Directory;
}
