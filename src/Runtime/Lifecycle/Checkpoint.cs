// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Criu;
using Husk.Runtime.Init;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// `checkpoint`: a container's processes written to files by CRIU, and the container ended unless it is to go on.
/// </summary>
internal static class Checkpoint
{
    private const string LogFile = "dump.log";

    private static readonly TimeSpan ReapLimit = TimeSpan.FromSeconds(5);

    public static void Run(StateStore store, CheckpointRequest request, ILog log)
    {
        SelfProtection.Begin();
        using Interrupts interrupts = Interrupts.Catch();
        using StateLock held = store.Lock(request.Id);
        ContainerRecord record = store.Load(request.Id);
        if (store.StatusOf(record) is var status and not (ContainerStatus.Running or ContainerStatus.Paused))
        {
            throw new LifecycleException(
                $"Container cannot be checkpointed in {StateStore.NameOf(status)} state: {request.Id}");
        }

        CheckParent(request);
        CheckStatusFd(request);
        CriuProgram criu = CriuProgram.Find(request, interrupts);
        if (request.PreDump || request.LazyPages)
        {
            criu.Need(request.PreDump, request.LazyPages, interrupts);
        }

        Dump(store, record, request, criu, interrupts);
        if (!request.LeaveRunning && !request.PreDump)
        {
            Delete.Dismantle(store, record, held, log);
            AwaitReaped(record);
        }
    }

    /// <summary>
    /// A restore gives each process the number that it had. In a pid namespace of others the init process keeps its
    /// number until its parent has waited for it, which some do only now and then.
    /// </summary>
    private static void AwaitReaped(ContainerRecord record)
    {
        string process = $"/proc/{record.Init.Pid}";
        long end = Environment.TickCount64 + (long)ReapLimit.TotalMilliseconds;
        while (!record.HasOwnPidNamespace && At.Exists(BorrowedFd.Cwd, process) && Environment.TickCount64 < end)
        {
            Poll.Wait([], TimeSpan.FromMilliseconds(10));
        }
    }

    private static void Dump(
        StateStore store, ContainerRecord record, CheckpointRequest request, CriuProgram criu, Interrupts interrupts)
    {
        RuntimeSpec spec = RuntimeSpecJson.Parse(store.LoadConfig(record.Id), StateLayout.Config);
        using ImageDirectories directories = ImageDirectories.Open(request, make: true);
        CriuOptions options = Options(directories, record, spec, request, criu);
        if (!request.PreDump)
        {
            var bundle = NotifySocket.AnnounceAgain(
                new Bundle(record.Bundle, [], spec, record.Rootfs), record, store.DirectoryOf(record.Id));
            CgroupLayout layout = CgroupLayout.Read();
            new ExternalMounts(
                bundle, CgroupPlanner.Plan(spec, record.Id, layout), layout.Version).AddTo(options, record.Init.Pid);
            StdioDescriptors.Keep(options, directories.Images, record);
        }

        try
        {
            using CriuProcess process = CriuProcess.Launch(criu.Path, CriuPlace.Host, interrupts);
            CriuConversation.Hold(
                process,
                CriuRequest.With(request.PreDump ? CriuType.PreDump : CriuType.Dump, options),
                (script, _, _) => Notified(script, request),
                interrupts);

            // After a pre-dump it waits for another request, and ends badly when there is none.
            if (process.Wait() is { ShellCode: not 0 } end && !request.PreDump)
            {
                throw new LifecycleException($"criu failed: exit status {end.ShellCode}");
            }
        }
        catch (LifecycleException e)
        {
            throw directories.Explain(e, LogFile);
        }
    }

    private static CriuOptions Options(
        ImageDirectories directories, ContainerRecord record, RuntimeSpec spec, CheckpointRequest request,
        CriuProgram criu)
    {
        CriuOptions options = directories.Options(LogFile, record.Rootfs, spec);
        options.Pid(record.Init.Pid);
        options.LeaveRunning(request.LeaveRunning);
        options.TcpSkipInFlight(request.TcpSkipInFlight);
        options.LinkRemap(request.LinkRemap);
        ExternalNamespaces.Leave(options, spec.Linux ?? new LinuxSpec());
        if (record.OpenCgroup()?.FreezerDirectory is { } freezer)
        {
            options.FreezeCgroup(freezer);
        }

        if (request.ParentPath is { } parent)
        {
            options.ParentImage(parent);
        }

        if (request.ParentPath is not null || request.PreDump)
        {
            options.TrackMemory();
        }

        if (request is { LazyPages: true, StatusFd: { } fd } && criu.Version < CriuProgram.NotifiesStatus)
        {
            options.StatusFd(fd);
        }

        if (request.PageServer is var (address, port))
        {
            options.PageServer(address, port);
        }

        return options;
    }

    private static void Notified(string script, CheckpointRequest request)
    {
        if (script == "status-ready" && request.StatusFd is { } fd)
        {
            using var status = new OwnedFd(fd);
            Fd.WriteAll(status, [0]);
        }
    }

    private static void CheckParent(CheckpointRequest request)
    {
        if (request.ParentPath is not { } parent)
        {
            return;
        }

        if (parent.StartsWith('/'))
        {
            throw new LifecycleException("--parent-path must be relative, to --image-path");
        }

        FileType? type = At.LinkStatIfThere(BorrowedFd.Cwd, request.ParentDirectory!)?.Type;
        if (type is not (FileType.Directory or FileType.Symlink))
        {
            throw new LifecycleException(
                $"invalid --parent-path: there is no directory {parent} in {request.ImagePath}");
        }
    }

    private static void CheckStatusFd(CheckpointRequest request)
    {
        if (request.StatusFd is { } fd)
        {
            nint flags = Kernel.Call(SYS.fcntl, fd, Abi.F_GETFL);
            if (flags < 0 || (flags & Abi.O_ACCMODE) == Abi.O_RDONLY)
            {
                throw new LifecycleException(
                    $"invalid --status-fd argument {fd}: {(flags < 0 ? Errno.Text((int)-flags) : "not writable")}");
            }
        }
    }
}
