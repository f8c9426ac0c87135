// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Criu;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// `restore`: a container whose processes come from the images of a checkpoint; in the foreground also wait and delete.
/// </summary>
internal static class Restore
{
    private const string LogFile = "restore.log";
    private const string Root = "criu-root";

    /// <returns>The process's exit status, 128+n when signal n killed it; 0 when detached.</returns>
    public static int Run(StateStore store, RestoreRequest request, ILog log)
    {
        SelfProtection.Begin();
        RunRequest container = request.Container;
        Bundle bundle = Bundle.Load(container.Bundle, container.Config, log);
        using Interrupts interrupts = Interrupts.Catch();
        ConsoleRequest.Check(bundle.Spec.Process, container.ConsoleSocket, container.Detach);
        if (!container.Detach && !container.NoSubreaper)
        {
            Children.AdoptOrphans = true;
        }

        (ContainerRecord record, ForegroundProcess process) = Make(store, request, bundle, interrupts, log);
        using (process.Pidfd)
        using (process.Master)
        using (var undo = new UndoStack(log))
        {
            undo.Push("delete the container", () => Remove(store, record, log));
            int status = container.Detach ? 0 : Foreground.Wait(process, null, log);
            if (container.Detach || container.Keep)
            {
                undo.Commit();
            }

            return status;
        }
    }

    private static (ContainerRecord Record, ForegroundProcess Process) Make(
        StateStore store, RestoreRequest request, Bundle bundle, Interrupts interrupts, ILog log)
    {
        RunRequest container = request.Container;
        CriuProgram criu = CriuProgram.Find(request, interrupts);
        using Reservation state = store.Reserve(container.Id);
        using var undo = new UndoStack(log);
        bundle = NotifySocket.Announce(bundle, state, store.DirectoryOf(container.Id));
        ContainerRecord record = Records.Begin(container, bundle);
        store.SaveConfig(container.Id, bundle.ConfigJson);
        HostRules.Check(bundle.Spec, bundle);

        CgroupLayout layout = container.NoCgroup ? CgroupLayout.None : CgroupLayout.Read();
        using ContainerUnit? unit =
            container.SystemdCgroup ? ContainerUnit.Plan(bundle.Spec, container.Id, layout) : null;
        record = Start(unit, record, undo);
        CgroupPlan limits = Limits(unit, container, bundle, layout);
        store.Save(record = Records.WithCgroup(record, limits));
        Cgroup cgroup = Rootless.CreateCgroup(limits);
        undo.Push("remove the cgroup", cgroup.Delete);
        limits = cgroup.Remainder(limits);
        record = record with { CgroupPaths = cgroup.Paths, CgroupMade = cgroup.Made };
        cgroup.Apply(limits, unified: true);
        cgroup.Apply(limits, unified: false);

        // CRIU wants the root to be a mount whose parent is not covered. Directories are opened where it is, as it
        // could mount nothing on one that it finds by way of another mount namespace.
        At.Mkdir(state.Directory, Root, 0x1ED);
        using PrivateMountNamespace within = PrivateMountNamespace.Enter();
        string root = $"{store.DirectoryOf(container.Id)}/{Root}";
        within.Bind(bundle.Rootfs, root);
        using ImageDirectories directories = ImageDirectories.Open(request, make: false);
        CriuOptions options = directories.Options(LogFile, root, bundle.Spec);
        AddTo(options, request);
        using ExternalNamespaces namespaces = ExternalNamespaces.Join(options, bundle.Spec.Linux ?? new LinuxSpec());
        var mounts = new ExternalMounts(bundle, limits, layout.Version);
        mounts.MakePoints();
        mounts.AddTo(options);
        StdioDescriptors.Inherit(options, directories.Images);
        var place = new CriuPlace
        {
            UnifiedCgroup = cgroup.PathIn(CgroupHierarchy.UnifiedName),
            CgroupTasks = PlanFactsReader.TasksOf(limits.Directories),
            InheritedFds = namespaces.Fds,
        };

        using var process = new RestoredProcess(bundle, record, container.ConsoleSocket, interrupts, log);
        try
        {
            using CriuProcess server = CriuProcess.Launch(criu.Path, place, interrupts);
            within.Dispose(); // hooks run where the runtime was called
            unit?.HandOver();
            AddCgroupRoots(options, server.Pid);
            var ask = CriuRequest.With(CriuType.Restore, options);
            CriuConversation.Hold(server, ask, process.Notified, interrupts);
            if (server.Wait() is { ShellCode: not 0 } end)
            {
                throw new LifecycleException($"criu failed: exit status {end.ShellCode}");
            }
        }
        catch (LifecycleException e)
        {
            throw directories.Explain(e, LogFile);
        }

        process.Check();
        record = record with { Init = process.Identity };
        At.Rmdir(state.Directory, Root);
        PidFile.Write(container.PidFile, record.Init.Pid);
        At.Symlink(StateLayout.Record, state.Directory, StateLayout.Status);
        store.Save(record = record with { Creator = null });
        interrupts.Check();
        undo.Commit();
        state.Commit();
        return (record, process.Take());
    }

    private static ContainerRecord Start(ContainerUnit? unit, ContainerRecord record, UndoStack undo)
    {
        if (unit is null)
        {
            return record;
        }

        unit.Start();
        record = unit.Name(record);
        undo.Push("stop the unit", () => ContainerUnit.Stop(record));
        return record;
    }

    private static CgroupPlan Limits(ContainerUnit? unit, RunRequest container, Bundle bundle, CgroupLayout layout)
    {
        CgroupPlan limits = container.NoCgroup ? CgroupPlanner.Without(bundle.Spec)
            : unit is null ? CgroupPlanner.Plan(bundle.Spec, container.Id, layout)
            : unit.Limits(bundle.Spec, layout);
        return limits with { IsRootless = Rootless.IsAsked(container.Rootless) };
    }

    private static void AddTo(CriuOptions options, RestoreRequest request)
    {
        options.EvasiveDevices();
        options.RestoreSibling();
        if (request.LsmProfile is { } profile)
        {
            options.LsmProfile(profile);
        }

        if (request.LsmMountContext is { } context)
        {
            options.LsmMountContext(context);
        }
    }

    /// <summary>The container's cgroups now, in place of those it had; CRIU is in them already.</summary>
    private static void AddCgroupRoots(CriuOptions options, int pid)
    {
        string table = Encoding.UTF8.GetString(At.ReadAll(BorrowedFd.Cwd, $"/proc/{pid}/cgroup"));
        foreach (string line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split(':', 3);
            foreach (string controller in fields[1].Split(','))
            {
                options.CgroupRoot(controller, fields[2]);
            }
        }
    }

    private static void Remove(StateStore store, ContainerRecord record, ILog log)
    {
        using StateLock? held = store.LockIfThere(record.Id);
        if (held is not null)
        {
            Delete.Dismantle(store, record, held, log);
        }
    }
}
