// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>The user namespace that this process is in (user_namespaces(7)).</summary>
public static class UserNamespace
{
    /// <summary>
    /// Whether it is the one that the machine started with. Its inode is fixed since Linux 3.8, and told to programs
    /// as USER_NS_INIT_INO (linux/nsfs.h).
    /// </summary>
    public static bool IsInitial { get; } = At.Stat(BorrowedFd.Cwd, "/proc/self/ns/user").Inode == 0xEFFFFFFD;

    /// <summary>
    /// Whether the caller is somebody whom the kernel may refuse what it grants to root: an ordinary user, or root of a
    /// user namespace that somebody else made. `--rootless auto` means this.
    /// </summary>
    public static bool IsRootless => Kernel.Call(SYS.geteuid) != 0 || !IsInitial;
}
