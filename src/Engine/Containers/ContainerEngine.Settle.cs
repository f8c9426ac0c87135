// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>What killed processes left undone is done by whoever meets the container next.</summary>
public sealed partial class ContainerEngine
{
    /// <summary>Docker's code for what ended by SIGKILL: 128 + 9.</summary>
    internal const int Killed = 137;

    private const string LostMonitor = "the container's monitor was killed, and the container with it";

    /// <summary>The state as it is now; null when the container was one that had to go.</summary>
    private ContainerState? Settled(string id)
    {
        ContainerState state = _store.ReadState(id);
        // Somebody at work on it, as far as one can see without its lock: its monitor, or nobody needs to.
        if (!IsUnsettled(id, state))
            return state;
        try
        {
            using ContainerLock? locked = ContainerLock.TryTake(id, _paths.Of(id));
            if (locked is null)
                return _store.ReadState(id);
            return _store.TryReadAny(id) is { } container ? Settle(locked, container) : null;
        }
        catch (SyscallException e) when (e.Errno == EROFS)
        {
            // Who only looks at what nothing can be done about sees it as it was left.
            return state;
        }
    }

    /// <summary>The same, for who has the lock.</summary>
    private ContainerState? Settle(ContainerLock locked, Container container)
    {
        ContainerState state = _store.ReadState(locked);
        if (!IsUnsettled(locked.Id, state))
            return state;
        if (IsActive(state.Status))
        {
            Release(locked, container);
            state = state with
            {
                Status = ContainerStatus.Exited,
                Pid = 0,
                ExitCode = Killed,
                Error = LostMonitor,
                FinishedAt = DateTimeOffset.UtcNow,
                Health = null,
            };
            ContainerStore.WriteState(locked, state);
            Tell(container, "die", ("exitCode", Killed.ToString(CultureInfo.InvariantCulture)));
        }
        bool unwanted = container.HostConfig.AutoRemove && (state.Status is ContainerStatus.Exited || container.OfRun);
        if (unwanted || state.Status is ContainerStatus.Removing)
        {
            Erase(locked, container, volumes: true);
            return null;
        }
        Release(locked, container);
        return state;
    }

    private bool IsUnsettled(string id, ContainerState state)
    {
        using ContainerDirectory? directory = ContainerDirectory.Open(_paths);
        return directory is not null && directory.IsUnsettled(id, state);
    }

    private bool IsMounted(string id) =>
        At.LinkStatIfThere(BorrowedFd.Cwd, _paths.Of(id).Merged) is { IsMountRoot: true };

    internal static bool IsActive(ContainerStatus status) =>
        status is ContainerStatus.Running or ContainerStatus.Paused or ContainerStatus.Restarting;

    /// <summary>Takes away what a running container has beside its files: what start made. Idempotent.</summary>
    private void Release(ContainerLock locked, Container container)
    {
        bool areOthersGone = false;
        try
        {
            Networks.Release(container, meanwhile: () =>
            {
                ReleaseOthers(locked, container);
                areOthersGone = true;
            });
        }
        finally
        {
            // The last: by its mount who comes next sees that there is something to take away.
            if (areOthersGone)
                _images.Store.Layers.FindSnapshot(locked.Id)?.Unmount();
        }
    }

    private void ReleaseOthers(ContainerLock locked, Container container)
    {
        // A runtime of which the program is gone cannot be asked; its processes ended with their cgroup or not at all.
        if (At.Exists(BorrowedFd.Cwd, $"{_paths.Oci}/{locked.Id}"))
            RuntimeOf(container).Delete(locked.Id, force: true);
        // Before what tells who comes next that there is something to do.
        if (container.HostConfig.CgroupParent.Length == 0)
            CgroupParent.RemoveEmpty();
        ReleaseParts(locked.Paths, container);
        ReleaseMemory(locked.Paths, container);
        Linux.Mounts.MountPoint.Detach(locked.Paths.SharedMemory);
        At.UnlinkIfThere(BorrowedFd.Cwd, locked.Paths.Socket);
        RunningExecs.Clear(locked.Id);
        // Of a monitor that was killed; another one would begin anew.
        if (container.HostConfig.LogConfig.Config.ContainsKey("compress"))
            At.UnlinkIfThere(BorrowedFd.Cwd, LogNames.Unfinished(locked.Paths.Log));
    }

    /// <summary>The end of a container. Idempotent up to its last step; until then its state says removing.</summary>
    private void Erase(ContainerLock locked, Container container, bool volumes)
    {
        ContainerStore.WriteState(locked, _store.ReadState(locked.Id) with
        {
            Status = ContainerStatus.Removing,
            Pid = 0,
        });
        Release(locked, container);
        Tell(container, "destroy");
        ForgetImages(locked.Id, container.Mounts);
        Discard(locked, container.Name);
        if (volumes)
            _volumes.RemoveAnonymous(container.Mounts, UsersOf);
    }

    private void Clear(ContainerLock left)
    {
        // Only one that was made can have been started.
        if (_store.Exists(left.Id))
            Release(left, DamagedContainer.Unknown(left.Id, ""));
        Discard(left, "");
    }

    private void DiscardLeftovers()
    {
        foreach (ContainerLock left in _store.Leftovers())
        {
            using (left)
                Clear(left);
        }
        _store.FreeStaleNames(remove: true);
        if (_images.HasStore)
            _images.Store.Layers.RemoveDeadRecords();
    }
}
