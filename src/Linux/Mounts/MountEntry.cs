// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Mounts;

/// <summary>One line of /proc/PID/mountinfo, its escapes undone.</summary>
/// <remarks>
/// What users and file systems name is bytes: it need not be UTF-8. Source: proc_pid_mountinfo(5);
/// Documentation/filesystems/sharedsubtree.rst for the optional fields.
/// </remarks>
public sealed record MountEntry
{
    /// <summary>Unique while the mount lives; used again after umount.</summary>
    public required int MountId { get; init; }

    /// <summary>The mount this one is on; the mount's own ID at the top of the tree.</summary>
    public required int ParentId { get; init; }

    /// <summary>st_dev of the files in it.</summary>
    public required (uint Major, uint Minor) Device { get; init; }

    /// <summary>The directory of the file system that is at the mount's top: <c>/</c>, or what was bound.</summary>
    public required byte[] Root { get; init; }

    /// <summary>Where the mount is, seen from the root directory of the process.</summary>
    public required byte[] MountPoint { get; init; }

    /// <summary>Options of this mount: <c>rw,nosuid,relatime</c>.</summary>
    public required string MountOptions { get; init; }

    /// <summary><c>shared:N</c>: the peer group that the mount sends to and receives from.</summary>
    public int? PeerGroup { get; init; }

    /// <summary><c>master:N</c>: the peer group that the mount only receives from.</summary>
    public int? Master { get; init; }

    /// <summary>
    /// <c>propagate_from:N</c>: the nearest dominant peer group below the process's root, when the master is not.
    /// </summary>
    public int? PropagateFrom { get; init; }

    /// <summary><c>unbindable</c>.</summary>
    public bool Unbindable { get; init; }

    /// <summary>The file system's type, with its subtype: <c>ext4</c>, <c>fuse.sshfs</c>.</summary>
    public required string FileSystemType { get; init; }

    /// <summary>Whatever mount(2) was told to mount; may be empty.</summary>
    public required byte[] Source { get; init; }

    /// <summary>Options of the file system, the same for all its mounts: <c>rw,size=65536k</c>.</summary>
    public required byte[] SuperOptions { get; init; }
}
