// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>
/// What no container may call, whatever it was given. The filter does not need this list, for it denies what it does
/// not name; it is here so that nothing is denied because it was forgotten: a test holds every call of the kernel's
/// tables against it.
/// </summary>
internal static class DeniedSyscalls
{
    public static readonly SyscallGroup[] All =
    [
        new("Work that the kernel does later and elsewhere, out of sight of filters; most holes of 2021-2023 were in it",
            "io_uring_enter", "io_uring_register", "io_uring_setup"),
        new("Keys are kept by user, not by container: one could read another's",
            "add_key", "keyctl", "request_key"),
        new("Another kernel, and memory of the host's",
            "kexec_file_load", "kexec_load", "swapoff", "swapon"),
        new("The root of the mount namespace: the runtime's to change, once",
            "pivot_root"),
        new("Stops the kernel in the middle of a copy at the caller's will, which makes races in it easy to win",
            "userfaultfd"),
        new("Pages of any process moved between nodes",
            "migrate_pages", "move_pages"),
        new("16-bit code and its segments on 32-bit x86",
            "vm86", "vm86old"),
        new("Old ways to do what others do, little tested: libraries, mounted file systems, sysctl, module lists, signals",
            "_sysctl", "bdflush", "epoll_ctl_old", "epoll_wait_old", "lookup_dcookie", "nfsservctl", "nice",
            "oldfstat", "oldlstat", "oldolduname", "oldstat", "olduname", "readdir", "sgetmask", "sigaction",
            "signal", "sigpending", "sigsuspend", "ssetmask", "sysfs", "uselib", "ustat"),
        new("Numbers that no kernel answers",
            "afs_syscall", "break", "create_module", "ftime", "get_kernel_syms", "getpmsg", "gtty", "idle", "lock",
            "mpx", "prof", "profil", "putpmsg", "query_module", "security", "stty", "tuxcall", "ulimit", "vserver"),
    ];
}
