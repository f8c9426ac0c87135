// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Husk.Engine.Building;
using Husk.Engine.Networks;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    private const string NotCleanedUp = "was not cleaned up";

    // Milliseconds within which the clean-up of a container that has ended begins, on a machine with much to do.
    private const int CleanUpTime = 3000;

    /// <summary>Clears away what killed processes left of containers, and says what there was.</summary>
    /// <param name="repair">Whether to clear it away, or only to look.</param>
    public IReadOnlyList<string> Check(bool repair) => Guard(() =>
    {
        var wrong = new List<string>();
        long end = Environment.TickCount64 + CleanUpTime;
        foreach (ContainerLock left in _store.Leftovers())
        {
            using (left)
            {
                wrong.Add(
                    $"container {left.Id}: {(_store.Exists(left.Id) ? "ended with the host" : "was never finished")}");
                if (repair)
                    Clear(left);
            }
        }
        foreach (string id in _store.Ids().Where(_store.IsWanted))
        {
            // What it wrote is somebody's: whoever does not want it says so.
            if (_store.DamageOf(id) is { } damage)
            {
                wrong.Add(damage.Message);
                continue;
            }

            if (!IsUnsettled(id, _store.ReadState(id)) || WhatIsLeft(id, end) is not { } left)
                continue;
            wrong.Add($"container {id}: {left}");
            if (repair)
                Settled(id);
        }
        wrong.AddRange(_store.FreeStaleNames(repair).Select(name => $"name {name}: leads to no container"));
        foreach (string key in _images.HasStore ? _images.Store.Layers.SnapshotKeys() : [])
        {
            if (!ContainerId.Is(key) || At.Exists(BorrowedFd.Cwd, _paths.Of(key).Directory))
                continue;
            wrong.Add($"snapshot {key}: belongs to no container");
            if (repair)
                _images.Store.Layers.Remove(key);
        }
        if (repair && _images.HasStore)
            _images.Store.Layers.RemoveDeadRecords();
        wrong.AddRange(DeadBuilds.Check(_paths, repair));
        wrong.AddRange(_volumes.Check(repair));
        // Who only looks makes no store.
        if (At.Exists(BorrowedFd.Cwd, _paths.Root))
            wrong.AddRange(Networks.Check(id => SandboxOwners.Lives(_store, id), repair));
        return (IReadOnlyList<string>)wrong;
    });

    // A monitor that has ended has somebody clean up, who may have yet to begin: who was killed never does.
    private string? WhatIsLeft(string id, long end)
    {
        string? left;
        while ((left = WhatIsLeft(id)) == NotCleanedUp && Environment.TickCount64 < end)
            Thread.Sleep(20);
        return left;
    }

    // Nobody at work on it, and something to do; a container of `create --rm` waits to be started.
    private string? WhatIsLeft(string id)
    {
        using ContainerLock? locked = ContainerLock.TryTake(id, _paths.Of(id));
        if (locked is null || _store.TryRead(id) is not { } container)
            return null;
        ContainerState state = _store.ReadState(id);
        if (!IsUnsettled(id, state))
            return null;
        if (IsActive(state.Status))
            return "lost its monitor";
        return state.Status is not ContainerStatus.Created || container.OfRun || IsMounted(id) ? NotCleanedUp : null;
    }
}
