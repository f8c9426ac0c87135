// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Stops a container, if it runs, and starts it.</summary>
    /// <inheritdoc cref="Stop"/>
    public void Restart(string nameOrId, int? seconds = null, string? signal = null) => Guard(() =>
    {
        int? number = signal is null ? null : SignalOf(signal);
        (Container container, ContainerState state) = Current(nameOrId);
        Transitions.Check(ContainerVerb.Restart, state.Status, container.Id, container.Name);
        if (IsActive(state.Status))
            BeginEnd(container, state, seconds, number)();
        Start(container.Id);
        Tell(container, "restart");
    });
}
