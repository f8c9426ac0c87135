// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Gives a container another name.</summary>
    public void Rename(string nameOrId, string name) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        using ContainerLock locked = _store.Lock(id);
        Container container = _store.Read(id);
        ContainerState state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(ContainerVerb.Rename, state.Status, id, container.Name);
        _store.Rename(locked, container, name);
        Networks.Rename(container, name);
        if (IsActive(state.Status))
            AskMonitor(id, FrameKind.Update, ProtocolJson.Write(new UpdateRequest { Name = name }));
        Tell(_store.Read(id), "rename", ("oldName", "/" + container.Name));
    });
}
