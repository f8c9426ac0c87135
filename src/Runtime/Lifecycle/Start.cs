// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>`start`: lets a created container's process go on to the user's program (runtime-spec runtime.md, Start).</summary>
internal static class Start
{
    public static void Run(StateStore store, string id, ILog log)
    {
        using NotifySocket? notify = Listen(store, id, log, out ContainerRecord record);
        notify?.Serve(record.Init.Pid, log);
    }

    /// <summary>Starts it, listening before it can speak; the lock is given back before anybody waits for its word.</summary>
    private static NotifySocket? Listen(StateStore store, string id, ILog log, out ContainerRecord record)
    {
        using StateLock held = store.Lock(id);
        record = store.Load(id);
        ContainerStatus status = store.StatusOf(record);
        if (status != ContainerStatus.Created)
        {
            throw new LifecycleException(status switch
            {
                ContainerStatus.Stopped => $"cannot start a container that has stopped: {id}",
                ContainerStatus.Running => $"cannot start an already running container: {id}",
                _ => $"cannot start a container in the {StateStore.NameOf(status)} state: {id}",
            });
        }

        RuntimeSpec spec = RuntimeSpecJson.Parse(store.LoadConfig(id), StateLayout.Config);
        if (spec.Process is null)
        {
            throw new LifecycleException($"cannot start {id}: its config.json has no process");
        }

        NotifySocket? notify = NotifySocket.Listen(store, record, log);
        ContainerRecord started = record;
        OrDelete(() => Hooks.StartContainer(spec, started, log));
        Release(held, id);
        OrDelete(() => Hooks.Poststart(spec, started, log));
        return notify;

        // A hook that fails is the container's end (runtime-spec runtime.md, Lifecycle, steps 7 and 9).
        void OrDelete(Action hooks)
        {
            using var undo = new UndoStack(log);
            undo.Push("delete the container", () => Delete.Dismantle(store, started, held, log));
            hooks();
            undo.Commit();
        }
    }

    /// <summary>Runs what is due before the user's program, and lets the process go on to it.</summary>
    public static void Proceed(RuntimeSpec spec, ContainerRecord record, StateLock held, ILog log)
    {
        Hooks.StartContainer(spec, record, log);
        Release(held, record.Id);
    }

    /// <summary>One byte through exec.fifo, which then goes: its absence is what tells running from created.</summary>
    private static void Release(StateLock held, string id)
    {
        try
        {
            using OwnedFd fifo = At.Open(held.Directory, StateLayout.Fifo, Abi.O_WRONLY | Abi.O_NONBLOCK);
            Fd.WriteAll(fifo, [0]);
        }
        catch (SyscallException e) when (e.Errno == Abi.ENXIO)
        {
            throw new LifecycleException($"cannot start {id}: container init process is gone", e);
        }

        At.Unlink(held.Directory, StateLayout.Fifo);
    }
}
