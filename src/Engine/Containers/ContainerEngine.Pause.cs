// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Freezes all processes of a container.</summary>
    public void Pause(string nameOrId) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        using ContainerLock locked = _store.Lock(container.Id);
        state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(ContainerVerb.Pause, state.Status, container.Id, container.Name);
        RuntimeOf(container).Pause(container.Id);
        AskMonitor(container.Id, FrameKind.Paused);
        Tell(container, "pause");
    });
}
