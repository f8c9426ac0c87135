// SPDX-License-Identifier: Apache-2.0
using Husk.Engine.Building;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Networks;

/// <summary>Whose network state is still somebody's.</summary>
internal static class SandboxOwners
{
    /// <summary>
    /// Whether a container with this id runs, or somebody is at work on it: who starts it makes its sandbox before its
    /// state says so.
    /// </summary>
    public static bool Lives(ContainerStore store, string id)
    {
        // A build clears its own away, or the next one does what a killed one left.
        if (BuildDirectory.IsSandbox(id))
            return true;
        if (!ContainerId.Is(id))
            return false;
        using ContainerLock? locked = ContainerLock.TryTake(id, store.Paths.Of(id));
        // Without a lock there is somebody who has it, or no container at all.
        if (locked is null)
            return store.Ids().Contains(id);
        return store.Exists(id)
            && store.ReadState(id).Status is ContainerStatus.Running or ContainerStatus.Paused
            or ContainerStatus.Restarting;
    }
}
