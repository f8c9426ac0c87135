// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>Which security modules the kernel runs that give processes labels.</summary>
internal static class SecurityModules
{
    /// <summary>
    /// AppArmor's parameter says `Y` where it is enabled (Documentation/admin-guide/LSM/apparmor.rst).
    /// </summary>
    public static bool HasAppArmor() =>
        At.ReadAllIfThere(BorrowedFd.Cwd, "/sys/module/apparmor/parameters/enabled") is [(byte)'Y', ..];

    /// <summary>SELinux's file system is mounted where it is enabled (selinux_check_access(3), selinuxfs).</summary>
    public static bool HasSelinux()
    {
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, "/sys/fs/selinux", O_PATH | O_DIRECTORY);
        return directory is not null && Fd.FileSystemType(directory) == SELINUX_MAGIC;
    }
}
