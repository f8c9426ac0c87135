// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Resctrl;
using Husk.Runtime.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Lifecycle;

/// <summary>`delete`: the end of a container's processes, cgroups and state, and then its poststop hooks.</summary>
internal static class Delete
{
    /// <summary>
    /// What runc gives a killed process; one that takes longer hangs in the kernel, on a dead network file system say.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A killed process that is not gone by then is held by something.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(500);

    /// <param name="store">The root.</param>
    /// <param name="id">The container.</param>
    /// <param name="force">Whether a running one is killed, and one that is not there is fine.</param>
    /// <param name="log">Is told of what could not be done.</param>
    /// <exception cref="LifecycleException">
    /// No such container, one that runs, or one whose processes will not end.
    /// </exception>
    public static void Run(StateStore store, string id, bool force, ILog log)
    {
        if (force && IsGivenUp(store, id, log))
            return;

        using StateLock? held = store.LockIfThere(id);
        if (held is null || store.LoadIfThere(id) is not { } record)
        {
            if (held is not null)
                store.RemoveLeftOvers(id, held);
            if (!force)
                throw StateStore.Missing(id);
            return;
        }

        if (!force && store.StatusOf(record) is not (ContainerStatus.Stopped or ContainerStatus.Created) and var status)
        {
            throw new LifecycleException(
                $"cannot delete container {id} that is not stopped: {StateStore.NameOf(status)}");
        }
        Dismantle(store, record, held, log);
    }

    /// <summary>
    /// Clears away a container whose create was killed, so that its id is free again; any other is left alone.
    /// </summary>
    public static void Interrupted(StateStore store, string id, ILog log)
    {
        if (store.LoadIfThere(id) is not { Creator.Lives: false })
            return;
        // Looked at again under the lock, which a creator has until its last word is written: it may have ended in
        // peace since.
        using StateLock? held = store.LockIfThere(id);
        if (held is not null && store.LoadIfThere(id) is { Creator: not null } record)
            Dismantle(store, record, held, log);
    }

    /// <summary>
    /// Takes a container apart, whatever it is doing, under its lock. What fails leaves the record, so that it can be
    /// tried again.
    /// </summary>
    public static void Dismantle(StateStore store, ContainerRecord record, StateLock held, ILog log)
    {
        Hook[] poststop = record.HasPoststop ? Poststop(store, record.Id, log) : [];
        End(record);
        HostMounts.Remove(record);
        if (record.CgroupPaths.Count > 0)
            Cgroup.Open(record.CgroupPaths, record.CgroupMade).Delete();
        ResctrlGroup.Remove(record.ResctrlMade);
        ContainerUnit.Stop(record);
        store.Remove(record.Id);
        // Hooks run without the lock: it went with its directory, and they may use the id again.
        held.Dispose();
        Hooks.Poststop(poststop, record, log);
    }

    private static Hook[] Poststop(StateStore store, string id, ILog log)
    {
        try
        {
            return RuntimeSpecJson.Parse(store.LoadConfig(id), StateLayout.Config).Hooks?.Poststop ?? [];
        }
        catch (Exception e) when (e is SpecException or SyscallException)
        {
            log.Warn($"poststop hooks of {id} are not run: {e.Message}");
            return [];
        }
    }

    /// <summary>
    /// What has to be done before a forced delete can wait for the lock; true when there is nothing left to do after
    /// it.
    /// </summary>
    private static bool IsGivenUp(StateStore store, string id, ILog log)
    {
        try
        {
            // A creator has the lock, and may be waiting for an init process that hangs.
            if (store.LoadIfThere(id) is { Creator.Lives: true } unfinished)
                Kill.Send(unfinished, SIGKILL);
            return false;
        }
        catch (LifecycleException unreadable)
        {
            using StateLock? held = store.LockIfThere(id);
            store.Remove(id);
            log.Warn($"{unreadable.Message}; removed it, and left alone what processes and cgroups there may be");
            return true;
        }
    }

    private static void End(ContainerRecord record)
    {
        using OwnedFd? init = record.Init.Hold();
        Kill.Send(record, SIGKILL);
        if (init is null || PidFd.UntilExited(init, Usual))
            return;
        record.OpenCgroup()?.Recall(record.Init.Pid);
        if (!PidFd.UntilExited(init, Patience))
        {
            throw new LifecycleException(
                $"container init still running: process {record.Init.Pid} does not end although it was killed");
        }
    }
}
