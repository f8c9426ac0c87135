// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Freezes all processes of a container.</summary>
    public void Pause(string nameOrId) =>
        Freeze(nameOrId, ContainerVerb.Pause, static runtime => runtime.Pause, FrameKind.Paused, "pause");

    /// <summary>Lets the processes of a paused container go on.</summary>
    public void Unpause(string nameOrId) =>
        Freeze(nameOrId, ContainerVerb.Unpause, static runtime => runtime.Resume, FrameKind.Resumed, "unpause");

    private void Freeze(string nameOrId, ContainerVerb verb, Func<RuntimeClient, Action<string>> act, FrameKind done,
        string told) => Guard(() =>
    {
        using ContainerLock locked = _store.Lock(_store.Resolve(nameOrId));
        Container container = _store.Read(locked.Id);
        ContainerState state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(verb, state.Status, container.Id, container.Name);
        act(RuntimeOf(container))(container.Id);
        AskMonitor(container.Id, done);
        Tell(container, told);
    });
}
