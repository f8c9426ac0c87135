// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Syscalls.Tests;

/// <summary>
/// Constants that the oldest headers we build with (Linux 6.1) do not have: name, value, and where and since when the
/// kernel's own source has them. With newer headers the C program reads them like all others, and both must agree.
/// </summary>
internal static class NewerConstants
{
    public static readonly Dictionary<string, (long Value, string Header, string Since)> ByName = new()
    {
        ["MOVE_MOUNT_BENEATH"] = (0x200, "linux/mount.h", "6.5"),
        ["FSCONFIG_CMD_CREATE_EXCL"] = (8, "linux/mount.h", "6.6"),
        ["F_SEAL_EXEC"] = (0x20, "linux/fcntl.h", "6.3"),
        ["STATX_MNT_ID_UNIQUE"] = (0x4000, "linux/stat.h", "6.8"),
        ["MFD_NOEXEC_SEAL"] = (0x8, "linux/memfd.h", "6.3"),
        ["MFD_EXEC"] = (0x10, "linux/memfd.h", "6.3"),
        ["MPOL_WEIGHTED_INTERLEAVE"] = (6, "linux/mempolicy.h", "6.9"),
        ["PIDFD_THREAD"] = (0x80, "linux/pidfd.h", "6.9"),
        ["PIDFD_SIGNAL_THREAD"] = (0x1, "linux/pidfd.h", "6.9"),
        ["PIDFD_SIGNAL_THREAD_GROUP"] = (0x2, "linux/pidfd.h", "6.9"),
        ["PIDFD_SIGNAL_PROCESS_GROUP"] = (0x4, "linux/pidfd.h", "6.9"),
        ["__NR_fchmodat2"] = (452, "asm-generic/unistd.h", "6.6"),
        ["__NR_statmount"] = (457, "asm-generic/unistd.h", "6.8"),
        ["__NR_listmount"] = (458, "asm-generic/unistd.h", "6.8"),
    };
}
