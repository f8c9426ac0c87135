// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Criu;

/// <summary>
/// CRIU as a server of one request: `criu swrk FD`, with a SOCK_SEQPACKET socket as FD. It is cloned by a plan as every
/// other process is, with the runtime's stdio.
/// </summary>
internal sealed class CriuProcess : IDisposable
{
    private readonly InitProcess _process;
    private bool _ended;

    private CriuProcess(InitProcess process, OwnedFd socket) => (_process, Socket) = (process, socket);

    /// <summary>One packet each way is one message.</summary>
    public OwnedFd Socket { get; }

    public int Pid => _process.Pid;

    /// <param name="program">Its path.</param>
    /// <param name="place">What else it has.</param>
    /// <param name="interrupts">Signals that end the wait for its start.</param>
    /// <exception cref="LifecycleException">It could not be executed.</exception>
    public static CriuProcess Launch(string program, CriuPlace place, Interrupts interrupts)
    {
        (OwnedFd here, OwnedFd there) = UnixSocket.Pair(SOCK_SEQPACKET);
        using (there)
        {
            InitProcess? process = null;
            try
            {
                process = InitProcess.Launch(Plan(program, there.Number, place));
                process.AwaitExecuted(interrupts);
                return new CriuProcess(process, here);
            }
            catch
            {
                process?.Kill();
                process?.Dispose();
                here.Dispose();
                throw;
            }
        }
    }

    /// <summary>Waits for its end, once it has given its last answer.</summary>
    public ExitStatus Wait()
    {
        Socket.Dispose();
        _ended = true;
        return PidFd.Wait(_process.Pidfd);
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _process.Kill();
        }

        Socket.Dispose();
        _process.Dispose();
    }

    private static PlannedInit Plan(string program, int socket, CriuPlace place)
    {
        var plan = new PlanBuilder();
        SyncSteps sync = SyncSteps.Open(plan);
        int[] kept = [socket, .. place.InheritedFds];
        PlanFacts facts = PlanFactsReader.OfRuntime();
        facts = facts with
        {
            RuntimeFds = [.. facts.RuntimeFds.Where(fd => !kept.Contains(fd))],
            UnifiedCgroup = place.UnifiedCgroup,
            CgroupTasks = place.CgroupTasks,
        };
        CgroupSteps cgroups = CgroupSteps.OpenTasks(plan, facts);
        CloneSteps clone = CloneSteps.AddForExec(plan, plan.Slot("nobody"), NamespaceSet.Of(new LinuxSpec()), facts);
        plan.Actor = PlanActor.Child;
        sync.CloseOtherEnd(plan, facts);
        cgroups.Enter(plan);
        DescriptorSteps.CloseOnExec(plan, facts);
        foreach (int fd in kept)
        {
            plan.Call(SYS.fcntl, fd, F_SETFD, 0);
        }

        SignalSteps.Reset(plan, facts);
        plan.Step($"execute {program}", "criu(8), swrk: it serves whoever has the other end of the socket");
        string[] args = [program, "swrk", socket.ToString(CultureInfo.InvariantCulture)];
        plan.Call(SYS.execve, plan.Text(program), plan.Vector(args), plan.Vector(Environment()));
        return new PlannedInit(plan.Build(), sync, clone, new ProcessPlan(null), NeedsIdMaps: false);
    }

    private static List<string> Environment()
    {
        var variables = new List<string>();
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables.Add($"{variable.Key}={variable.Value}");
        }

        return variables;
    }
}
