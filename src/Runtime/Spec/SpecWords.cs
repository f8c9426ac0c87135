// SPDX-License-Identifier: Apache-2.0
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Spec;

/// <summary>The words of the runtime-spec that stand for numbers of the kernel.</summary>
/// <remarks>Mount options, capabilities and seccomp have tables of their own.</remarks>
internal static class SpecWords
{
    /// <summary>prlimit(2).</summary>
    public static readonly WordTable<int> RlimitTypes = new(
        "a resource limit",
        ("RLIMIT_AS", RLIMIT_AS),
        ("RLIMIT_CORE", RLIMIT_CORE),
        ("RLIMIT_CPU", RLIMIT_CPU),
        ("RLIMIT_DATA", RLIMIT_DATA),
        ("RLIMIT_FSIZE", RLIMIT_FSIZE),
        ("RLIMIT_LOCKS", RLIMIT_LOCKS),
        ("RLIMIT_MEMLOCK", RLIMIT_MEMLOCK),
        ("RLIMIT_MSGQUEUE", RLIMIT_MSGQUEUE),
        ("RLIMIT_NICE", RLIMIT_NICE),
        ("RLIMIT_NOFILE", RLIMIT_NOFILE),
        ("RLIMIT_NPROC", RLIMIT_NPROC),
        ("RLIMIT_RSS", RLIMIT_RSS),
        ("RLIMIT_RTPRIO", RLIMIT_RTPRIO),
        ("RLIMIT_RTTIME", RLIMIT_RTTIME),
        ("RLIMIT_SIGPENDING", RLIMIT_SIGPENDING),
        ("RLIMIT_STACK", RLIMIT_STACK));

    /// <summary>sched_setattr(2).</summary>
    public static readonly WordTable<int> SchedulerPolicies = new(
        "a scheduling policy",
        ("SCHED_OTHER", SCHED_NORMAL),
        ("SCHED_FIFO", SCHED_FIFO),
        ("SCHED_RR", SCHED_RR),
        ("SCHED_BATCH", SCHED_BATCH),
        // linux/sched.h keeps 4 for it, and no kernel has implemented it: EINVAL.
        ("SCHED_ISO", 4),
        ("SCHED_IDLE", SCHED_IDLE),
        ("SCHED_DEADLINE", SCHED_DEADLINE));

    /// <summary>sched_setattr(2).</summary>
    public static readonly WordTable<int> SchedulerFlags = new(
        "a scheduling flag",
        ("SCHED_FLAG_RESET_ON_FORK", SCHED_FLAG_RESET_ON_FORK),
        ("SCHED_FLAG_RECLAIM", SCHED_FLAG_RECLAIM),
        ("SCHED_FLAG_DL_OVERRUN", SCHED_FLAG_DL_OVERRUN),
        ("SCHED_FLAG_KEEP_POLICY", SCHED_FLAG_KEEP_POLICY),
        ("SCHED_FLAG_KEEP_PARAMS", SCHED_FLAG_KEEP_PARAMS),
        ("SCHED_FLAG_UTIL_CLAMP_MIN", SCHED_FLAG_UTIL_CLAMP_MIN),
        ("SCHED_FLAG_UTIL_CLAMP_MAX", SCHED_FLAG_UTIL_CLAMP_MAX));

    /// <summary>ioprio_set(2).</summary>
    public static readonly WordTable<int> IoPriorityClasses = new(
        "an I/O scheduling class",
        ("IOPRIO_CLASS_RT", IOPRIO_CLASS_RT),
        ("IOPRIO_CLASS_BE", IOPRIO_CLASS_BE),
        ("IOPRIO_CLASS_IDLE", IOPRIO_CLASS_IDLE));

    /// <summary>set_mempolicy(2).</summary>
    public static readonly WordTable<int> MemoryPolicyModes = new(
        "a memory policy",
        ("MPOL_DEFAULT", MPOL_DEFAULT),
        ("MPOL_BIND", MPOL_BIND),
        ("MPOL_INTERLEAVE", MPOL_INTERLEAVE),
        ("MPOL_WEIGHTED_INTERLEAVE", MPOL_WEIGHTED_INTERLEAVE),
        ("MPOL_PREFERRED", MPOL_PREFERRED),
        ("MPOL_PREFERRED_MANY", MPOL_PREFERRED_MANY),
        ("MPOL_LOCAL", MPOL_LOCAL));

    /// <summary>set_mempolicy(2).</summary>
    public static readonly WordTable<int> MemoryPolicyFlags = new(
        "a flag of a memory policy",
        ("MPOL_F_NUMA_BALANCING", MPOL_F_NUMA_BALANCING),
        ("MPOL_F_RELATIVE_NODES", MPOL_F_RELATIVE_NODES),
        ("MPOL_F_STATIC_NODES", MPOL_F_STATIC_NODES));

    /// <summary>personality(2).</summary>
    public static readonly WordTable<int> Personalities = new(
        "a personality",
        ("LINUX", PER_LINUX),
        ("LINUX32", PER_LINUX32));
}
