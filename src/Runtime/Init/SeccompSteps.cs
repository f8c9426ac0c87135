// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The seccomp filter. The runtime compiles it while the child mounts, and sends it in two packets: the head, with the
/// address that the filter will have in the child, and the filter.
/// </summary>
/// <param name="Program">24 bytes: struct sock_fprog, then the flags of seccomp(2) at offset 16.</param>
/// <param name="Filter">Room for <see cref="Capacity"/> bytes.</param>
internal sealed record SeccompSteps(Argument Program, Argument Filter)
{
    /// <summary>BPF_MAXINSNS instructions of 8 bytes (linux/bpf_common.h).</summary>
    public const int Capacity = 4096 * 8;

    public const int HeadLength = 24;

    /// <summary>An empty profile is none: it neither allows nor forbids.</summary>
    public static bool IsWanted(LinuxSpec linux) => linux.Seccomp is { } profile && !SeccompCompiler.IsEmpty(profile);

    public static SeccompSteps Receive(PlanBuilder plan, SyncSteps sync)
    {
        var steps = new SeccompSteps(plan.Space(HeadLength), plan.Space(Capacity));
        sync.Await(
            plan, "take the seccomp filter's head", "the runtime compiled it meanwhile (linux.seccomp)", steps.Program,
            HeadLength);
        sync.Await(plan, "take the seccomp filter", "a classic BPF program (seccomp(2))", steps.Filter, Capacity);
        return steps;
    }

    /// <summary>
    /// Whether a rule asks a listener, who has to have the filter's descriptor before the container is created.
    /// </summary>
    public static bool Notifies(LinuxSpec linux) => IsWanted(linux) && SeccompCompiler.Notifies(linux.Seccomp!);

    public void Load(PlanBuilder plan)
    {
        plan.Step("load the seccomp filter", "as near to execve as can be: what comes after it has to pass it");
        Load(plan, plan.SlotWithin(Program, 16, "filter flags"));
    }

    /// <summary>
    /// Loads a filter that asks a listener. The runtime takes the descriptor out of this process (pidfd_getfd(2)) and
    /// sends it on; the copy here goes, so that calls are answered when the listener is gone (seccomp_unotify(2)).
    /// </summary>
    public void LoadAndNotify(PlanBuilder plan, SyncSteps sync)
    {
        Argument report = plan.Struct(new PlanReport { Call = -(int)SyncPoint.Notify });
        Slot listener = plan.SlotWithin(report, 4, "listener");
        plan.Step(
            "load the seccomp filter",
            "before the container is created: its listener has to be told (linux.seccomp.listenerPath)");
        Load(plan, plan.SlotWithin(Program, 16, "filter flags")).Into(listener);
        sync.MeetUnderFilter(plan, SyncPoint.Notify, "have the listener told", report);
        plan.Call(SYS.close, listener).IgnoreAnyError();
    }

    private PlanBuilder.CallRef Load(PlanBuilder plan, Slot flags) =>
        plan.Call(SYS.seccomp, SECCOMP_SET_MODE_FILTER, flags, Program);
}
