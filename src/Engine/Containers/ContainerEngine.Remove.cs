// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Removes a container with its writable layer.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="force">One that runs too: it is killed; and one that is damaged.</param>
    /// <param name="volumes">Its anonymous volumes with it.</param>
    public void Remove(string nameOrId, bool force, bool volumes) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        if (RemoveEnded(id, force, volumes) is not { } running)
            return;
        try
        {
            for (int attempt = 0; attempt < 3; attempt++)
            {
                KillAndWait(running.Container, running.State);
                if (RemoveEnded(id, force, volumes) is not { } still)
                    return;
                running = still;
            }
        }
        catch (EngineException gone) when (gone.Fault is EngineFault.NotFound)
        {
            // With --rm its monitor has it removed, and was quicker.
            return;
        }
        throw new EngineException(
            EngineFault.Unavailable, $"could not kill container {id}: it is still {running.State.Status}");
    });

    /// <summary>Null when it is gone; what is to be killed before, where that is allowed. Its monitor ends with it, and
    /// must not find that somebody has the lock.</summary>
    private (Container Container, ContainerState State)? RemoveEnded(string id, bool force, bool volumes)
    {
        using ContainerLock locked = _store.Lock(id);
        Container container = (force ? _store.TryReadAny(id) : _store.Read(id)) ?? throw ContainerStore.Missing(id);
        if (Settle(locked, container) is not { } state)
            return null;
        Transitions.Check(
            force ? ContainerVerb.ForceRemove : ContainerVerb.Remove, state.Status, id, container.Name);
        if (IsActive(state.Status))
            return (container, state);
        Erase(locked, container, volumes);
        return null;
    }

    /// <summary>Removes what ended, and what was never started.</summary>
    /// <param name="takes">Which of them.</param>
    /// <returns>Their IDs, and the bytes that they had written.</returns>
    public (IReadOnlyList<string> Ids, long Freed) Prune(Func<ContainerSummary, bool> takes) => Guard(() =>
    {
        var ids = new List<string>();
        long freed = 0;
        foreach (ContainerSummary summary in List(all: true).Where(summary => !summary.IsActive).Where(takes))
        {
            long size = SizeOf(summary.Id).Written;
            try
            {
                Remove(summary.Id, force: false, volumes: false);
            }
            catch (EngineException e) when (e.Fault is EngineFault.NotFound or EngineFault.Conflict)
            {
                // Somebody else removed it, or started it.
                continue;
            }
            ids.Add(summary.Id);
            freed += size;
        }
        return ((IReadOnlyList<string>)ids, freed);
    });
}
