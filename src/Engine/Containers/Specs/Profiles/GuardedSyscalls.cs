// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers.Specs.Profiles;

/// <summary>
/// What a container may call that has been given a capability. The kernel asks for the capability anyway; the filter
/// keeps those without it from the code before that question, which is where the holes have been.
/// </summary>
internal static class GuardedSyscalls
{
    public static readonly (string Capability, SyscallGroup Group)[] All =
    [
        ("CAP_SYS_ADMIN", new(
            "Mounts and namespaces: with a user namespace everybody is their root, and their code is large",
            "fsconfig", "fsmount", "fsopen", "fspick", "mount", "mount_setattr", "move_mount", "open_tree",
            "open_tree_attr", "setns", "umount", "umount2", "unshare")),
        ("CAP_SYS_ADMIN", new(
            "New namespaces by clone, whose flags lie in memory with clone3 and so out of a filter's sight",
            "clone", "clone3")),
        ("CAP_SYS_ADMIN", new("The name of the uts namespace", "setdomainname", "sethostname")),
        ("CAP_SYS_ADMIN", new(
            "What concerns the whole host: quotas, its log, events of all its files, its programs in the kernel",
            "bpf", "fanotify_init", "lsm_set_self_attr", "perf_event_open", "quotactl", "quotactl_fd", "syslog")),
        ("CAP_DAC_READ_SEARCH", new("Files by number, around the mount that was given", "open_by_handle_at")),
        ("CAP_BPF", new("Programs in the kernel", "bpf")),
        ("CAP_PERFMON", new("Counters of the processor, which tell of what others compute", "perf_event_open")),
        ("CAP_SYSLOG", new("The kernel's log", "syslog")),
        ("CAP_SYS_BOOT", new("The end of the pid namespace, or of the host", "reboot")),
        ("CAP_SYS_CHROOT", new("Another root directory", "chroot")),
        ("CAP_SYS_MODULE", new("Code for the kernel", "delete_module", "finit_module", "init_module")),
        ("CAP_SYS_NICE", new(
            "On which memory nodes pages lie",
            "get_mempolicy", "mbind", "set_mempolicy", "set_mempolicy_home_node")),
        ("CAP_SYS_PACCT", new("Accounting of all processes", "acct")),
        ("CAP_SYS_PTRACE", new("What is inside other processes", "kcmp", "pidfd_getfd", "process_madvise")),
        ("CAP_SYS_RAWIO", new("Ports of the machine", "ioperm", "iopl")),
        ("CAP_SYS_TIME", new(
            "The clock, which is everybody's",
            "clock_settime", "clock_settime64", "settimeofday", "stime")),
        ("CAP_SYS_TTY_CONFIG", new("Taking a terminal away", "vhangup")),
    ];
}
