// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/prctl.h: prctl(2).
public static partial class Abi
{
    public const int PR_SET_PDEATHSIG = 1;
    public const int PR_GET_PDEATHSIG = 2;
    public const int PR_GET_DUMPABLE = 3;
    public const int PR_SET_DUMPABLE = 4;
    public const int PR_GET_KEEPCAPS = 7;
    public const int PR_SET_KEEPCAPS = 8;
    public const int PR_SET_NAME = 15;
    public const int PR_GET_NAME = 16;
    public const int PR_GET_SECCOMP = 21;
    public const int PR_SET_SECCOMP = 22;
    public const int PR_CAPBSET_READ = 23;
    public const int PR_CAPBSET_DROP = 24;
    public const int PR_GET_SECUREBITS = 27;
    public const int PR_SET_SECUREBITS = 28;
    public const int PR_SET_TIMERSLACK = 29;
    public const int PR_SET_MM = 35;
    public const int PR_SET_MM_ARG_START = 8;
    public const int PR_SET_MM_ARG_END = 9;
    public const int PR_SET_MM_MAP = 14;
    public const int PR_SET_CHILD_SUBREAPER = 36;
    public const int PR_GET_CHILD_SUBREAPER = 37;
    public const int PR_SET_NO_NEW_PRIVS = 38;
    public const int PR_GET_NO_NEW_PRIVS = 39;
    public const int PR_SET_THP_DISABLE = 41;
    public const int PR_CAP_AMBIENT = 47;
    public const int PR_CAP_AMBIENT_IS_SET = 1;
    public const int PR_CAP_AMBIENT_RAISE = 2;
    public const int PR_CAP_AMBIENT_LOWER = 3;
    public const int PR_CAP_AMBIENT_CLEAR_ALL = 4;
    public const int PR_GET_SPECULATION_CTRL = 52;
    public const int PR_SET_SPECULATION_CTRL = 53;
    public const int PR_SPEC_STORE_BYPASS = 0;
    public const int PR_SPEC_INDIRECT_BRANCH = 1;

    public const int PR_SPEC_PRCTL = 0x1;
    public const int PR_SPEC_ENABLE = 0x2;
    public const int PR_SPEC_DISABLE = 0x4;
    public const int PR_SPEC_FORCE_DISABLE = 0x8;

    public const int PR_SCHED_CORE = 62;
    public const int PR_SCHED_CORE_GET = 0;
    public const int PR_SCHED_CORE_CREATE = 1;
    public const int PR_SCHED_CORE_SHARE_TO = 2;
    public const int PR_SCHED_CORE_SHARE_FROM = 3;
    public const int PR_SCHED_CORE_SCOPE_THREAD = 0;
    public const int PR_SCHED_CORE_SCOPE_THREAD_GROUP = 1;
    public const int PR_SCHED_CORE_SCOPE_PROCESS_GROUP = 2;
}
