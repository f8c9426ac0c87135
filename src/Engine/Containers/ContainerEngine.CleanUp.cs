// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>
    /// Takes away what a container that ended leaves: the runtime's state, mounts, networks, and with --rm the
    /// container. By a monitor or by the client that promised it; idempotent, and nothing when the container runs again
    /// or is gone.
    /// </summary>
    public void CleanUp(string id) => Guard(() =>
    {
        using ContainerLock? locked = ContainerLock.Take(id, _paths.Of(id));
        if (locked is null || _store.TryReadAny(id) is not { } container)
            return;
        ContainerState state = _store.ReadState(id);
        // With a monitor it runs again, or is about to; without one, whoever looks next finds that out (Settle).
        if (IsActive(state.Status))
            return;
        if (container.HostConfig.AutoRemove && state.Status is ContainerStatus.Exited)
            Erase(locked, container, volumes: true);
        else
            Release(locked, container);
    });
}
