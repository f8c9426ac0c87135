// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>Containers on the disk: a directory each, of which container.json says that there is one.</summary>
/// <remarks>
/// Any number of processes may work on one store. A directory without container.json is one in the making while its
/// lock is held, and else what a killed process left: <see cref="Leftovers"/>.
/// </remarks>
internal sealed partial class ContainerStore(EnginePaths paths)
{
    /// <summary>0711: the root of a container in a user namespace lies below it.</summary>
    private const uint WalkedThrough = 0x1C9;

    /// <summary>The most bytes that container.json or state.json may have.</summary>
    internal const int Limit = 16 << 20;

    public EnginePaths Paths => paths;

    /// <summary>The IDs of all containers, and of what looks like one, in no order.</summary>
    public List<string> Ids()
    {
        using ContainerDirectory? directory = ContainerDirectory.Open(paths);
        return directory?.Ids() ?? [];
    }

    /// <summary>What was asked for; null when there is no such container.</summary>
    public Container? TryRead(string id)
    {
        string path = paths.Of(id).Config;
        return At.ReadAllIfThere(BorrowedFd.Cwd, path, Limit) is { } json ? ContainerJson.Read(json, path) : null;
    }

    /// <summary>The same, for who takes away what there is of a container; what cannot be read is as by default.</summary>
    public Container? TryReadAny(string id) =>
        DamageOf(id) is null ? TryRead(id) : DamagedContainer.Unknown(id, NameOf(id));

    /// <summary>Why container.json cannot be read; null when it can be, or is not there.</summary>
    public EngineException? DamageOf(string id)
    {
        try
        {
            TryRead(id);
            return null;
        }
        catch (EngineException e) when (e.Fault is EngineFault.Corrupt)
        {
            return e;
        }
    }

    /// <exception cref="EngineException">There is no such container.</exception>
    public Container Read(string id) => TryRead(id) ?? throw Missing(id);

    public bool Exists(string id) => At.Exists(BorrowedFd.Cwd, paths.Of(id).Config);

    /// <summary>What happened to it.</summary>
    public ContainerState ReadState(string id) => ReadState(id, mend: null);

    /// <summary>The same; what stands for a state that cannot be read is written down.</summary>
    public ContainerState ReadState(ContainerLock locked) => ReadState(locked.Id, state => WriteState(locked, state));

    private ContainerState ReadState(string id, Action<ContainerState>? mend)
    {
        string path = paths.Of(id).State;
        return At.ReadAllIfThere(BorrowedFd.Cwd, path, Limit) is { } json
            ? DamagedContainer.StateOf(json, path, () => HasMonitor(id), mend)
            : new ContainerState();
    }

    /// <summary>The lock of a container that is there.</summary>
    /// <exception cref="EngineException">It is not.</exception>
    public ContainerLock Lock(string id)
    {
        ContainerLock locked = ContainerLock.Take(id, paths.Of(id)) ?? throw Missing(id);
        if (Exists(id))
            return locked;
        locked.Dispose();
        throw Missing(id);
    }

    /// <summary>Replaces container.json. On a machine that crashes, a container that goes at its end need not
    /// survive.</summary>
    public static void Write(ContainerLock locked, Container container)
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, locked.Paths.Directory, O_RDONLY | O_DIRECTORY);
        At.AtomicWrite(directory, ContainerPaths.ConfigName, ContainerJson.Write(container), 0x180 /* 0600 */, durable: !container.HostConfig.AutoRemove);
    }

    /// <summary>Replaces state.json; only while no monitor lives.</summary>
    public static void WriteState(ContainerLock locked, ContainerState state)
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, locked.Paths.Directory, O_RDONLY | O_DIRECTORY);
        At.AtomicWriteOrOverwrite(directory, ContainerPaths.StateName, ProtocolJson.Write(state), 0x180 /* 0600 */);
    }

    /// <summary>Whether somebody holds monitor.lock.</summary>
    public bool HasMonitor(string id)
    {
        using ContainerDirectory? directory = ContainerDirectory.Open(paths);
        return directory is not null && directory.HasMonitor(id);
    }

    /// <summary>Removes what is left of a container in the store: it is gone with its container.json.</summary>
    public void Delete(ContainerLock locked, string name)
    {
        At.UnlinkIfThere(BorrowedFd.Cwd, locked.Paths.Config);
        FreeName(name, locked.Id);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, locked.Paths.Directory, O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            // The last thing to go: as long as it is there, nobody takes the rest for something else.
            if (!entry.Name.AsSpan().SequenceEqual("lock"u8))
                At.RemoveTree(directory, entry.Name);
        }
        At.UnlinkIfThere(directory, ContainerPaths.LockName);
        RemoveEmpty(locked.Paths.Directory);
    }

    public static EngineException Missing(string nameOrId) =>
        new(EngineFault.NotFound, $"No such container: {nameOrId}");

    private static void RemoveEmpty(string directory)
    {
        try
        {
            At.Rmdir(BorrowedFd.Cwd, directory);
        }
        catch (SyscallException e) when (e.Errno is ENOENT or ENOTEMPTY)
        {
            // Somebody else was quicker, or has begun to use it.
        }
    }
}
