// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// `start`: lets a created container's process go on to the user's program (runtime-spec runtime.md, Start).
/// </summary>
internal static class Start
{
    public static void Run(StateStore store, string id, ILog log)
    {
        using NotifySocket? notify = Listen(store, id, log, out ContainerRecord record);
        notify?.Serve(record.Init.Pid, log);
    }

    /// <summary>
    /// Starts it, listening before it can speak; the lock is given back before anybody waits for its word.
    /// </summary>
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
        Release(held.Directory, id);
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

    /// <summary>
    /// The same for a container that is being made, whose process has yet to come to the fifo: it will not wait there.
    /// </summary>
    /// <param name="store">Where it is.</param>
    /// <param name="spec">Its configuration.</param>
    /// <param name="record">What is written down of it.</param>
    /// <param name="directory">Its directory, open and locked.</param>
    /// <param name="log">The log.</param>
    /// <returns>The socket on which it will say that it is ready, when somebody wants to know.</returns>
    public static NotifySocket? Begin(
        StateStore store, RuntimeSpec spec, ContainerRecord record, BorrowedFd directory, ILog log)
    {
        NotifySocket? notify = NotifySocket.Listen(store, record, log);
        try
        {
            Hooks.StartContainer(spec, record, log);
            Release(directory, record.Id);
            return notify;
        }
        catch
        {
            notify?.Dispose();
            throw;
        }
    }

    /// <summary>One byte through exec.fifo, which then goes: its absence is what tells running from created.</summary>
    private static void Release(BorrowedFd directory, string id)
    {
        try
        {
            using OwnedFd fifo = At.Open(directory, StateLayout.Fifo, Abi.O_WRONLY | Abi.O_NONBLOCK);
            Fd.WriteAll(fifo, [0]);
        }
        catch (SyscallException e) when (e.Errno == Abi.ENXIO)
        {
            throw new LifecycleException($"cannot start {id}: container init process is gone", e);
        }

        At.Unlink(directory, StateLayout.Fifo);
    }
}
