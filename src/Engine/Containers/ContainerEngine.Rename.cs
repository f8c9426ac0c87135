// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Gives a container another name.</summary>
    public void Rename(string nameOrId, string name) => Guard(() =>
    {
        if (name.Length == 0)
            throw new EngineException(EngineFault.InvalidArgument, "Neither old nor new names may be empty");
        string id = _store.Resolve(nameOrId);
        using ContainerLock locked = _store.Lock(id);
        Container container = _store.Read(id);
        ContainerState state = Settle(locked, container) ?? throw ContainerStore.Missing(nameOrId);
        Transitions.Check(ContainerVerb.Rename, state.Status, id, container.Name);
        _store.Rename(locked, container, name);
        Networks.Rename(container, name);
        Tell(_store.Read(id), "rename", ("oldName", "/" + container.Name));
    });
}
