// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Resctrl;
using Husk.Runtime.Spec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`exec`: one more process in a container.</summary>
internal static class Exec
{
    /// <returns>The process's exit status, 128+n when signal n killed it; 0 when detached.</returns>
    public static int Run(StateStore store, ExecRequest request, ILog log)
    {
        SelfProtection.Begin();
        SelfProtection.Ensure();
        using Interrupts interrupts = Interrupts.Catch();
        using InitProcess process = Launch(store, request, interrupts, log);
        try
        {
            process.Await(SyncPoint.Ready, interrupts);
            ConsoleRequest.HandOver(process, request.ConsoleSocket);
            PidFile.Write(request.PidFile, process.Pid);
            PidFile.Send(request.PidfdSocket, process);
            process.Go();
            process.AwaitExecuted(interrupts);
        }
        catch
        {
            process.Kill();
            throw;
        }

        return request.Detach
            ? 0
            : Foreground.Wait(new ForegroundProcess(process.Pid, process.Pidfd, process.Master), null, log);
    }

    private static InitProcess Launch(StateStore store, ExecRequest request, Interrupts interrupts, ILog log)
    {
        // Held until the process is in the container, so that a delete does not take the cgroup from under it.
        using StateLock held = store.Lock(request.Id);
        ContainerRecord record = store.Load(request.Id);
        ContainerStatus status = store.StatusOf(record);
        CheckStatus(status, request);
        RuntimeSpec spec =
            SeccompReceiver.Expand(RuntimeSpecJson.Parse(store.LoadConfig(request.Id), StateLayout.Config));
        LinuxSpec linux = spec.Linux ?? new LinuxSpec();
        Process wanted = ExecProcess.Of(request, spec.Process);
        foreach (string warning in SpecValidation.Check(wanted))
        {
            log.Warn(warning);
        }

        HostRules.Check(wanted);
        Rootless.Check(wanted, linux);
        ConsoleRequest.Check(wanted, request.ConsoleSocket, request.Detach);
        PlanFacts facts = Facts(record, request, wanted);
        CapabilityWarnings.Log(wanted, facts, linux, log);
        InitProcess process = InitProcess.Launch(ExecPlanner.Plan(record.Init.Pid, wanted, linux, facts));
        try
        {
            interrupts.Check();
            log.Debug($"exec: process {process.Pid} joins container {request.Id}");
            ResctrlGroup.Enter(record.ResctrlGroups, process.Pid);
            process.SetUp(
                linux, facts.IsOrdinaryUser && NamespaceSet.Of(linux).HasUser
                    ? wanted with { OomScoreAdj = null }
                    : wanted);
            if (SeccompFilter.Of(linux, store) is { } filter)
            {
                process.SendFilter(filter);
                SeccompListener.Tell(filter, process, record, status, interrupts);
            }

            return process;
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    private static void CheckStatus(ContainerStatus status, ExecRequest request)
    {
        switch (status)
        {
            case ContainerStatus.Running or ContainerStatus.Created:
            case ContainerStatus.Paused when request.IgnorePaused:
                return;
            case ContainerStatus.Paused:
                throw new LifecycleException(
                    $"cannot exec in a paused container (use --ignore-paused to override): {request.Id}");
            default:
                throw new LifecycleException($"cannot exec in a {StateStore.NameOf(status)} container: {request.Id}");
        }
    }

    private static PlanFacts Facts(ContainerRecord record, ExecRequest request, Process process)
    {
        int listenFds = PlanFactsReader.ListenFds();
        string root = "/proc/" + record.Init.Pid.ToString(CultureInfo.InvariantCulture) + "/root";
        (string? unified, IReadOnlyList<string> tasks) = ExecCgroup.Of(record, request);
        return PlanFactsReader.OfRuntime() with
        {
            Id = record.Id,
            Bundle = record.Bundle,
            Rootfs = root,
            Home = PlanFactsReader.HomeOf(root, process),
            UnifiedCgroup = unified,
            CgroupTasks = tasks,
            CgroupIsOptional = Rootless.IsAsked(request.Rootless),
            PreservedFds = request.PreserveFds + listenFds,
            ListenFds = listenFds,
            KeepsGroups = record.Annotations.ContainsKey(CrunAnnotations.KeepOriginalGroups),
        };
    }
}
