// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Init;
using Husk.Runtime.Mounts;
using Husk.Runtime.Resctrl;
using Husk.Runtime.Seccomp;
using Husk.Runtime.Spec;
using Husk.Runtime.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// `create`: everything up to the moment in which the user's program would run (runtime-spec runtime.md, Create).
/// </summary>
internal static class Create
{
    public static void Run(StateStore store, CreateRequest request, ILog log)
    {
        SelfProtection.Begin();
        Bundle bundle = Bundle.Load(request.Bundle, request.Config, log);
        ProtectItself(bundle.Spec);
        using Interrupts interrupts = Interrupts.Catch();
        ConsoleRequest.Check(bundle.Spec.Process, request.ConsoleSocket, detached: true);
        using InitProcess init = Make(store, request, bundle, interrupts, log).Init;
    }

    /// <summary>
    /// In a pid namespace that others are in already, the child can be looked at before it has executed anything.
    /// </summary>
    public static void ProtectItself(RuntimeSpec spec)
    {
        if (!SealsProgram(spec))
        {
            SelfProtection.Ensure();
        }
    }

    /// <summary>
    /// Where the child is alone until it executes, it is enough that what it executes first is not this program.
    /// </summary>
    /// <remarks>Not with a label: the first program that is executed takes it up, and has to be the user's.</remarks>
    public static bool SealsProgram(RuntimeSpec spec) =>
        SealedProgram.Exists && !LabelSteps.IsWanted(spec.Process)
            && (NamespaceSet.Of(spec.Linux ?? new LinuxSpec()).New & CLONE_NEWPID) != 0;

    /// <summary>
    /// Makes the container. Its process waits for `start`, unless the request is for both; whatever fails on the way
    /// leaves nothing.
    /// </summary>
    public static CreatedContainer Make(
        StateStore store, CreateRequest request, Bundle bundle, Interrupts interrupts, ILog log)
    {
        using var afterwards = new UndoStack(log);
        using Reservation state = store.Reserve(request.Id);
        using var devices = new NetDevices();
        bundle = NotifySocket.Announce(bundle, state, store.DirectoryOf(request.Id));
        RuntimeSpec spec = bundle.Spec;
        using var undo = new UndoStack(log);
        ContainerRecord record = HostMounts.Note(Records.Begin(request, bundle), spec);
        At.Mkfifo(state.Directory, StateLayout.Fifo, mode: 0x180);

        HostRules.Check(spec, bundle);
        UnknownSyscalls.Check(spec);
        Rootless.Check(spec);
        CgroupLayout layout = request.NoCgroup ? CgroupLayout.None : CgroupLayout.Read();
        using ContainerUnit? unit = request.SystemdCgroup ? ContainerUnit.Plan(spec, request.Id, layout) : null;
        if (unit is not null)
        {
            unit.Start();
            record = unit.Name(record);
            undo.Push("stop the unit", () => ContainerUnit.Stop(record));
        }

        CgroupPlan limits = unit?.Limits(spec, layout)
            ?? (request.NoCgroup ? CgroupPlanner.Without(spec) : CgroupPlanner.Plan(spec, request.Id, layout));
        limits = limits with { IsRootless = Rootless.IsAsked(request.Rootless) };
        Records.LogWarnings(limits, log);
        store.Save(record = Records.WithCgroup(record, limits));
        bool late = CgroupSteps.ComeLate(spec, limits);
        Cgroup cgroup = Rootless.CreateCgroup(limits, late);
        undo.Push("remove the cgroup", cgroup.Delete);
        limits = late ? limits : cgroup.Remainder(limits);
        Rootless.WarnOfNoCgroup(limits, record, log);

        if (CgroupOwner.Of(spec, layout.Version) is { } owner && !limits.IsRootless)
        {
            cgroup.Delegate(owner, uint.MaxValue);
        }

        // Before anyone is in it: the child is born into v2's hierarchy, and enters v1's when they are ready.
        cgroup.Apply(limits, unified: true);

        ResctrlGroup? resctrl = ResctrlGroup.Of(spec.Linux?.IntelRdt, request.Id);
        record = MakeResctrl(resctrl, spec, record, store, undo);

        PlanFacts facts = PlanFactsReader.Read(
            bundle, request, limits, layout.Version, store.DirectoryOf(request.Id) + "/" + StateLayout.Fifo);
        CapabilityWarnings.Log(spec.Process, facts, spec.Linux, log);
        undo.Push("unmount the root filesystem", () => HostMounts.Remove(record));
        InitProcess init = Launch(spec, facts, interrupts);
        undo.Push("end the container's process", init.Dispose);
        undo.Push("end the container's process", init.Kill);
        store.SaveConfig(request.Id, bundle.ConfigJson);
        log.Debug($"create: process {init.Pid} becomes container {request.Id}");
        record = record with { Init = ProcessIdentity.Of(init.Pid) };
        unit?.HandOver();
        ResctrlGroup.Enter(record.ResctrlGroups, init.Pid);
        devices.Move(spec.Linux ?? new LinuxSpec(), init, undo);
        if (late)
        {
            cgroup.Complete(limits);
        }

        record = record with { CgroupPaths = cgroup.Paths, CgroupMade = cgroup.Made };
        cgroup.Apply(limits, unified: false);
        init.SetUp(spec.Linux ?? new LinuxSpec(), spec.Process);
        afterwards.Push("run the poststop hooks", () => Hooks.PoststopOf(spec, record, log));
        Hooks.BeforePivot(spec, record, init, interrupts, log);
        if (SeccompFilter.Of(spec.Linux, store) is { } filter)
        {
            init.SendFilter(filter);
            SeccompListener.Tell(filter, init, record, ContainerStatus.Creating, interrupts);
        }

        // Written while the child is on its way, and true once it is ready. Until then it goes with the directory.
        record = record with { Creator = null, ResctrlMade = resctrl?.OwnOf(record.ResctrlMade) ?? [] };
        PendingFile created = store.Prepare(state.Directory, record);
        init.Await(SyncPoint.Ready, interrupts);
        ConsoleRequest.HandOver(init, request.ConsoleSocket);
        PidFile.Write(request.PidFile, init.Pid);
        PidFile.Send(request.PidfdSocket ?? spec.Annotations.GetValueOrDefault(CrunAnnotations.PidfdReceiver), init);
        created.PutInPlace(StateLayout.Record);
        interrupts.Check();
        NotifySocket? notify = null;
        undo.Push("close the socket for its word", () => notify?.Dispose());
        if (request.StartsAtOnce)
        {
            notify = Start.Begin(store, spec, record, state.Directory, log);
            init.Go();
        }
        else
        {
            init.LetGo();
        }

        At.Symlink(StateLayout.Record, state.Directory, StateLayout.Status);
        undo.Commit();
        state.Commit();
        afterwards.Commit();
        return new CreatedContainer(init, record, notify);
    }

    private static ContainerRecord MakeResctrl(
        ResctrlGroup? group, RuntimeSpec spec, ContainerRecord record, StateStore store, UndoStack undo)
    {
        if (group is null)
        {
            return record;
        }

        record = record with { ResctrlGroups = group.Directories, ResctrlMade = group.ToMake() };
        store.Save(record);
        undo.Push("remove the resctrl group", () => ResctrlGroup.Remove(record.ResctrlMade));
        group.Make(spec.Linux!.IntelRdt!);
        return record;
    }

    private static InitProcess Launch(RuntimeSpec spec, PlanFacts facts, Interrupts interrupts)
    {
        using PreparedMounts prepared = PreparedMounts.Make(spec, facts, interrupts);
        return InitProcess.Launch(InitPlanner.Plan(spec, facts with { Prepared = prepared.Descriptors }));
    }

    /// <summary>
    /// A container whose process waits for start or has been started, and what is written down of it.
    /// </summary>
    internal readonly record struct CreatedContainer(InitProcess Init, ContainerRecord Record, NotifySocket? Notify);
}
