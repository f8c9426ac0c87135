// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;

namespace Husk.Build.Copying;

/// <summary>A file that is copied, with all that is copied below it.</summary>
/// <param name="Name">In its directory.</param>
/// <param name="Status">As it was when it was looked at.</param>
/// <param name="Children">Of a directory, by their names' bytes.</param>
internal sealed record SourceNode(byte[] Name, FileStatus Status, IReadOnlyList<SourceNode> Children)
{
    public bool IsDirectory => Status.Type is FileType.Directory;
}
