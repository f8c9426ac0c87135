// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    private const int DefaultStopSeconds = 10;

    // The payload of a stop that no user asked for.
    private static readonly byte[] ByHost = [1];

    /// <summary>Asks a container's process to end, waits, and kills it. One that does not run is left alone.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="seconds">How long to wait; -1 for ever, null for what the container says.</param>
    /// <param name="signal">What to ask with; null for what the container says.</param>
    public void Stop(string nameOrId, int? seconds = null, string? signal = null) =>
        BeginStop(nameOrId, seconds, signal)();

    /// <summary>The same in two steps, so that several can take their time together.</summary>
    /// <param name="nameOrId">As of <see cref="Stop"/>.</param>
    /// <param name="seconds">As well.</param>
    /// <param name="signal">As well.</param>
    /// <param name="byHost">The host is going down: the next boot may start it again.</param>
    /// <returns>Waits, and kills it when its time is over.</returns>
    public Action BeginStop(string nameOrId, int? seconds = null, string? signal = null, bool byHost = false) =>
        Guard(() =>
        {
            int? number = signal is null ? null : SignalOf(signal);
            (Container container, ContainerState state) = Current(nameOrId);
            return Transitions.Check(ContainerVerb.Stop, state.Status, container.Id, container.Name)
                ? BeginEnd(container, state, seconds, number, byHost)
                : static () => { };
        });

    private Action BeginEnd(
        Container container, ContainerState state, int? seconds, int? signal, bool byHost = false)
    {
        AskMonitor(container.Id, FrameKind.StopRequested, byHost ? ByHost : []);
        MonitorConnection? monitor = MonitorConnection.TryConnect(_paths.Of(container.Id).Socket);
        try
        {
            monitor?.Send(FrameKind.Wait);
            int first = signal ?? StopSignalOf(container);
            if (state.Status is not ContainerStatus.Restarting)
                Send(container, first, state.Status is ContainerStatus.Paused);
        }
        catch
        {
            monitor?.Dispose();
            throw;
        }

        int patience = seconds ?? container.Config.StopTimeout ?? DefaultStopSeconds;
        long end = patience < 0 ? long.MaxValue : Environment.TickCount64 + patience * 1000L;
        return () => Guard(() =>
        {
            using (monitor)
            {
                if (!AwaitEnd(container.Id, monitor, end))
                    KillAndWait(container, state with { Status = ContainerStatus.Running }, byHost);
            }
            Tell(container, "stop");
        });
    }
}
