// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;

namespace Husk.Build.Copying;

/// <summary>Whose the copied files are, and with which modes.</summary>
/// <param name="Owner">Of <c>--chown</c>; null without it.</param>
/// <param name="KeepsOwners">Whether files without it keep theirs, and are not root's.</param>
/// <param name="Mode">Of <c>--chmod</c>; null without it.</param>
internal sealed record CopyAttributes((uint Uid, uint Gid)? Owner, bool KeepsOwners, FileModeChange? Mode)
{
    private const uint DirectoryMode = 0x1ED; // 0755

    /// <summary>Of directories that are made on the way.</summary>
    public uint ParentMode => Mode?.Fixed ?? DirectoryMode;

    public (uint Uid, uint Gid) ParentOwner => Owner ?? (0, 0);

    public (uint Uid, uint Gid) OwnerOf(FileStatus status) =>
        Owner ?? (KeepsOwners ? (status.Uid, status.Gid) : (0, 0));

    public uint ModeOf(FileStatus status) => Mode?.Apply(status.Mode, status.Type is FileType.Directory) ?? status.Mode;
}
