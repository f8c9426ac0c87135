// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using static Husk.Linux.Mounts.MountOptionKind;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// Every mount option the runtime understands itself; all others are parameters of the filesystem.
/// Source: runtime-spec config.md, "Linux mount options"; mount(8), "FILESYSTEM-INDEPENDENT MOUNT OPTIONS".
/// </summary>
public static class MountOptionTable
{
    /// <summary>
    /// The option names, in the table's order: what <c>features</c> lists as <c>mountOptions</c> once sorted.
    /// </summary>
    public static IEnumerable<string> Names
    {
        get
        {
            foreach (MountOption row in Rows)
            {
                yield return row.Name;
            }
        }
    }

    internal static bool TryFind(string name, out MountOption found)
    {
        foreach (ref readonly MountOption row in Rows.AsSpan())
        {
            if (row.Name == name)
            {
                found = row;
                return true;
            }
        }

        found = default;
        return false;
    }

    internal static readonly MountOption[] Rows =
    [
        new("defaults", Nothing, 0, false),

        new("ro", Flag, MS_RDONLY, false),
        new("rw", Flag, MS_RDONLY, true),
        new("nosuid", Flag, MS_NOSUID, false),
        new("suid", Flag, MS_NOSUID, true),
        new("nodev", Flag, MS_NODEV, false),
        new("dev", Flag, MS_NODEV, true),
        new("noexec", Flag, MS_NOEXEC, false),
        new("exec", Flag, MS_NOEXEC, true),
        new("nosymfollow", Flag, MS_NOSYMFOLLOW, false),
        new("symfollow", Flag, MS_NOSYMFOLLOW, true),

        new("noatime", Flag, MS_NOATIME, false),
        new("atime", Flag, MS_NOATIME, true),
        new("nodiratime", Flag, MS_NODIRATIME, false),
        new("diratime", Flag, MS_NODIRATIME, true),
        new("relatime", Flag, MS_RELATIME, false),
        new("norelatime", Flag, MS_RELATIME, true),
        new("strictatime", Flag, MS_STRICTATIME, false),
        new("nostrictatime", Flag, MS_STRICTATIME, true),

        new("sync", Flag, MS_SYNCHRONOUS, false),
        new("async", Flag, MS_SYNCHRONOUS, true),
        new("dirsync", Flag, MS_DIRSYNC, false),
        new("lazytime", Flag, MS_LAZYTIME, false),
        new("nolazytime", Flag, MS_LAZYTIME, true),
        new("mand", Flag, MS_MANDLOCK, false),
        new("nomand", Flag, MS_MANDLOCK, true),
        new("silent", Flag, MS_SILENT, false),
        new("loud", Flag, MS_SILENT, true),
        new("iversion", Flag, MS_I_VERSION, false),
        new("noiversion", Flag, MS_I_VERSION, true),

        new("bind", Flag, MS_BIND, false),
        new("rbind", Flag, MS_BIND | MS_REC, false),
        new("remount", Flag, MS_REMOUNT, false),

        new("private", Propagation, MS_PRIVATE, false),
        new("rprivate", Propagation, MS_PRIVATE | MS_REC, false),
        new("shared", Propagation, MS_SHARED, false),
        new("rshared", Propagation, MS_SHARED | MS_REC, false),
        new("slave", Propagation, MS_SLAVE, false),
        new("rslave", Propagation, MS_SLAVE | MS_REC, false),
        new("unbindable", Propagation, MS_UNBINDABLE, false),
        new("runbindable", Propagation, MS_UNBINDABLE | MS_REC, false),

        new("rro", Recursive, MOUNT_ATTR_RDONLY, false),
        new("rrw", Recursive, MOUNT_ATTR_RDONLY, true),
        new("rnosuid", Recursive, MOUNT_ATTR_NOSUID, false),
        new("rsuid", Recursive, MOUNT_ATTR_NOSUID, true),
        new("rnodev", Recursive, MOUNT_ATTR_NODEV, false),
        new("rdev", Recursive, MOUNT_ATTR_NODEV, true),
        new("rnoexec", Recursive, MOUNT_ATTR_NOEXEC, false),
        new("rexec", Recursive, MOUNT_ATTR_NOEXEC, true),
        new("rnosymfollow", Recursive, MOUNT_ATTR_NOSYMFOLLOW, false),
        new("rsymfollow", Recursive, MOUNT_ATTR_NOSYMFOLLOW, true),
        new("rnodiratime", Recursive, MOUNT_ATTR_NODIRATIME, false),
        new("rdiratime", Recursive, MOUNT_ATTR_NODIRATIME, true),
        new("rnoatime", Recursive, MOUNT_ATTR_NOATIME, false),
        new("ratime", Recursive, MOUNT_ATTR_NOATIME, true),
        new("rrelatime", Recursive, MOUNT_ATTR_RELATIME, false),
        new("rnorelatime", Recursive, MOUNT_ATTR_RELATIME, true),
        new("rstrictatime", Recursive, MOUNT_ATTR_STRICTATIME, false),
        new("rnostrictatime", Recursive, MOUNT_ATTR_STRICTATIME, true),

        new("idmap", IdMap, (ulong)IdMapKind.Mount, false),
        new("ridmap", IdMap, (ulong)IdMapKind.Tree, false),

        new("tmpcopyup", Extra, (ulong)MountExtras.TmpCopyUp, false),
        new("copy-symlink", Extra, (ulong)MountExtras.CopySymlink, false),
        new("src-nofollow", Extra, (ulong)MountExtras.SourceNoFollow, false),
        new("dest-nofollow", Extra, (ulong)MountExtras.DestinationNoFollow, false),
    ];
}
