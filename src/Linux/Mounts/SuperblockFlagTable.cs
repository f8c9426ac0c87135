// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>
/// The superblock flags that every filesystem takes through fsconfig(2), by name.
/// Source: fs/fs_context.c, common_set_sb_flag and common_clear_sb_flag (Linux 5.2).
/// </summary>
internal static class SuperblockFlagTable
{
    private static readonly (ulong Flag, string Set, string? Clear)[] Rows =
    [
        (MS_RDONLY, "ro", "rw"),
        (MS_SYNCHRONOUS, "sync", "async"),
        (MS_DIRSYNC, "dirsync", null),
        (MS_LAZYTIME, "lazytime", "nolazytime"),
        (MS_MANDLOCK, "mand", "nomand"),
    ];

    internal static IReadOnlyList<MountParameter> ForFsconfig(ulong set, ulong cleared)
    {
        List<MountParameter>? named = null;
        foreach ((ulong flag, string setName, string? clearName) in Rows)
        {
            string? name = (set & flag) != 0 ? setName : (cleared & flag) != 0 ? clearName : null;
            if (name is not null)
            {
                (named ??= []).Add(new MountParameter(name, null));
            }
        }

        return named is null ? [] : named;
    }
}
