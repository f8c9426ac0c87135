// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    private const int DefaultStopSeconds = 10;

    /// <summary>Asks a container's process to end, waits, and kills it. One that does not run is left alone.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="seconds">How long to wait; -1 for ever, null for what the container says.</param>
    /// <param name="signal">What to ask with; null for what the container says.</param>
    public void Stop(string nameOrId, int? seconds = null, string? signal = null) => Guard(() =>
    {
        int? number = signal is null ? null : SignalOf(signal);
        (Container container, ContainerState state) = Current(nameOrId);
        if (Transitions.Check(ContainerVerb.Stop, state.Status, container.Id, container.Name))
            EndPolitely(container, state, seconds, number);
    });

    private void EndPolitely(Container container, ContainerState state, int? seconds, int? signal)
    {
        AskMonitor(container.Id, FrameKind.StopRequested);
        using (MonitorConnection? monitor = MonitorConnection.TryConnect(_paths.Of(container.Id).Socket))
        {
            monitor?.Send(FrameKind.Wait);
            int first = signal ?? StopSignalOf(container);
            if (state.Status is not ContainerStatus.Restarting)
            {
                Send(container, first, state.Status is ContainerStatus.Paused);
                Tell(container, "kill", ("signal", first.ToString(CultureInfo.InvariantCulture)));
            }
            int patience = seconds ?? container.Config.StopTimeout ?? DefaultStopSeconds;
            if (!AwaitEnd(container.Id, monitor, patience < 0 ? null : TimeSpan.FromSeconds(patience)))
                KillAndWait(container, state with { Status = ContainerStatus.Running });
        }
        Tell(container, "stop");
    }
}
