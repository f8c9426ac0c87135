// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Lets the processes of a paused container go on.</summary>
    public void Unpause(string nameOrId) => Guard(() =>
    {
        (Container container, ContainerState state) = Current(nameOrId);
        using ContainerLock locked = _store.Lock(container.Id);
        state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(ContainerVerb.Unpause, state.Status, container.Id, container.Name);
        RuntimeOf(container).Resume(container.Id);
        AskMonitor(container.Id, FrameKind.Resumed);
        Tell(container, "unpause");
    });
}
