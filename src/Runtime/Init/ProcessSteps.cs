// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// From a process inside the container to the user's program: the same for the first process and for `exec`.
/// What can fail comes before the meeting at Ready; what takes rights away comes last.
/// </summary>
internal static class ProcessSteps
{
    private const string Created = "say that the container is created";

    /// <param name="plan">The plan.</param>
    /// <param name="process">The process.</param>
    /// <param name="executable">Its program.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="linux">The container's linux section.</param>
    /// <param name="facts">What the runtime saw.</param>
    /// <param name="sync">The meetings.</param>
    /// <param name="namespaces">The container's namespaces.</param>
    /// <param name="fifo">What to wait on between create and start; null for `exec`, which starts at once.</param>
    public static ProcessPlan Add(
        PlanBuilder plan, Process process, ExecutableSteps executable, LabelSteps labels, LinuxSpec linux,
        PlanFacts facts, SyncSteps sync, NamespaceSet namespaces, Slot? fifo)
    {
        if (!facts.NoNewKeyring)
        {
            labels.LabelKeys(plan);
            JoinKeyring(plan, facts);
            labels.UnlabelKeys(plan);
        }

        GiveStdio(plan, process, facts);
        WorkingDirectory cwd = WorkingDirectory.Enter(plan, process.Cwd);
        sync.AwaitSetUp(
            plan, "they are the runtime's to set, while the process is still one it may set them on (prlimit(2))");
        labels.Apply(plan);
        bool filtered = SeccompSteps.IsWanted(linux);
        SchedulingSteps.Apply(plan, process, linux);
        var credentials = new CredentialSteps(
            process, facts, namespaces, keepsAdmin: filtered && !process.NoNewPrivileges);
        credentials.Become(plan);
        cwd.EnterAgain(plan);
        if (fifo is not null)
        {
            IdentitySteps.StayReachable(plan, namespaces, facts);
        }

        if (!ReferenceEquals(process, None))
        {
            executable.Find(plan);
        }

        SeccompSteps? seccomp = filtered ? SeccompSteps.Receive(plan, sync) : null;

        // A listener is told of the filter before the container is created; otherwise the filter comes last.
        bool notifies = SeccompSteps.Notifies(linux);
        if (notifies)
        {
            GiveUpRights(plan, process, facts, credentials, () => seccomp!.LoadAndNotify(plan, sync));
            sync.MeetUnderFilter(plan, SyncPoint.Ready, Created);
        }
        else
        {
            sync.Meet(plan, SyncPoint.Ready, Created);
        }

        if (fifo is { } start)
        {
            StartSteps.AwaitStart(plan, start);
        }

        if (!notifies)
        {
            GiveUpRights(plan, process, facts, credentials, () => seccomp?.Load(plan));
        }

        executable.Execute(plan, filtered);
        return new ProcessPlan(seccomp);
    }

    /// <summary>What the program does not get: descriptors, signal dispositions, capabilities, system calls.</summary>
    private static void GiveUpRights(
        PlanBuilder plan, Process process, PlanFacts facts, CredentialSteps credentials, Action loadFilter)
    {
        DescriptorSteps.CloseOnExec(plan, facts);
        SignalSteps.Reset(plan, facts);
        plan.Step("set the umask", "process.user.umask, 0022 by default");
        plan.Call(SYS.umask, process.User.Umask ?? 0x12);
        if (process.NoNewPrivileges)
        {
            plan.Step("set no_new_privs", "execve can grant nothing from here on (PR_SET_NO_NEW_PRIVS(2const))");
            plan.Call(SYS.prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
            credentials.Settle(plan);
            loadFilter();
        }
        else
        {
            // Without no_new_privs the filter needs CAP_SYS_ADMIN (seccomp(2)): it is loaded just before that goes.
            credentials.RaiseAdmin(plan);
            loadFilter();
            credentials.Settle(plan);
        }
    }

    /// <summary>A container that has no process, and so can never be started, waits all the same.</summary>
    public static Process None { get; } = new() { Cwd = "/", Args = ["/"] };

    /// <summary>A session keyring of its own: the caller's keys are not the container's (keyrings(7)).</summary>
    private static void JoinKeyring(PlanBuilder plan, PlanFacts facts)
    {
        plan.Step(
            "join a session keyring of its own", "the caller's keys are none of the container's (session-keyring(7))");
        plan.Call(SYS.keyctl, KEYCTL_JOIN_SESSION_KEYRING, plan.Text("_ses." + facts.Id)).Ignore(ENOSYS).Ignore(EDQUOT);
    }

    /// <summary>
    /// Another user could not open /dev/stderr again if the pipe behind it stayed root's. A file of the host keeps its
    /// group, which may be there to read it, and a terminal the group tty (as in runc).
    /// </summary>
    private static void GiveStdio(PlanBuilder plan, Process process, PlanFacts facts)
    {
        if (process.User.Uid == 0 || process.Terminal || facts.StdioToGive.Count == 0)
        {
            return;
        }

        plan.Step(
            $"give stdio to user {process.User.Uid}", "it may open /dev/stderr again (opencontainers/runc issue 2517)");
        foreach (int fd in facts.StdioToGive)
        {
            Argument group = facts.StdioPipes.Contains(fd) ? process.User.Gid : -1;
            plan.Call(SYS.fchown, fd, process.User.Uid, group).IgnoreAnyError();
        }
    }
}
