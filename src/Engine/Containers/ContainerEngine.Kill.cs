// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>How long a process may take to go after SIGKILL; longer it only takes in the kernel.</summary>
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    /// <summary>Sends a signal to a container's process; after SIGKILL, which nothing withstands, it has
    /// ended.</summary>
    /// <param name="nameOrId">Which.</param>
    /// <param name="signal">As people write it: <c>KILL</c>, <c>SIGHUP</c>, <c>9</c>.</param>
    public void Kill(string nameOrId, string signal) => Guard(() =>
    {
        int number = SignalOf(signal);
        (Container container, ContainerState state) = ToKill(nameOrId);
        Transitions.Check(ContainerVerb.Kill, state.Status, container.Id, nameOrId);
        if (number == SIGKILL)
        {
            KillAndWait(container, state);
            return;
        }

        bool ends = number == StopSignalOf(container);
        // Who ends a container does not want it back: the restart policy is off until the next start.
        if (ends)
            AskMonitor(container.Id, FrameKind.StopRequested);
        if (state.Status is ContainerStatus.Restarting)
            return;
        Send(container, number, state.Status is ContainerStatus.Paused && ends);
    });

    private (Container Container, ContainerState State) ToKill(string nameOrId)
    {
        try
        {
            return Current(nameOrId);
        }
        catch (EngineException e)
        {
            throw new EngineException(e.Fault, $"cannot kill container: {nameOrId}: {e.Message}");
        }
    }

    /// <summary>A signal's number.</summary>
    /// <exception cref="EngineException">It is none.</exception>
    public static int SignalOf(string signal) => Signal.TryParse(signal, out int number) && number > 0
        ? number
        : throw new EngineException(EngineFault.InvalidArgument, $"invalid signal: {signal}");

    private static int StopSignalOf(Container container) =>
        container.Config.StopSignal is { Length: > 0 } signal ? SignalOf(signal) : SIGTERM;

    private (Container Container, ContainerState State) Current(string nameOrId)
    {
        string id = _store.Resolve(nameOrId);
        Container container = _store.Read(id);
        return (container, Settled(id) ?? throw ContainerStore.Missing(nameOrId));
    }

    private void Send(Container container, int signal, bool thaw)
    {
        RuntimeClient runtime = RuntimeOf(container);
        // Before its end, of which the monitor tells at once.
        Tell(container, "kill", ("signal", signal.ToString(CultureInfo.InvariantCulture)));
        try
        {
            runtime.Kill(container.Id, signal);
            // A frozen process acts on it when it is thawed, and not before (on v1; v2 lets SIGKILL through).
            if (thaw)
                runtime.Resume(container.Id);
        }
        catch (RuntimeFailure) when (!IsActive(_store.ReadState(container.Id).Status))
        {
            // It ended by itself meanwhile.
        }
        catch (RuntimeFailure e) when (e.Message.Contains("not running", StringComparison.Ordinal)
            || e.Message.Contains("not paused", StringComparison.Ordinal))
        {
            // As above, but its monitor has not yet written it down.
        }
    }

    /// <summary>SIGKILL, and no restart.</summary>
    private void KillAndWait(Container container, ContainerState state, bool byHost = false)
    {
        AskMonitor(container.Id, FrameKind.StopRequested, byHost ? ByHost : []);
        using MonitorConnection? monitor = MonitorConnection.TryConnect(_paths.Of(container.Id).Socket);
        monitor?.Send(FrameKind.Wait);
        if (state.Status is not ContainerStatus.Restarting)
        {
            Send(container, SIGKILL, state.Status is ContainerStatus.Paused);
        }
        if (!AwaitEnd(container.Id, monitor, Environment.TickCount64 + (long)KillPatience.TotalMilliseconds))
        {
            throw new EngineException(EngineFault.Unavailable,
                $"could not kill container {container.Id}: it did not end within {KillPatience.TotalSeconds} seconds");
        }
    }

    /// <summary>Asks for something that the monitor answers; nothing when there is no monitor any more.</summary>
    private void AskMonitor(string id, FrameKind kind, ReadOnlySpan<byte> payload = default)
    {
        using MonitorConnection? monitor = MonitorConnection.TryConnect(_paths.Of(id).Socket);
        if (monitor is null)
            return;
        monitor.Send(kind, payload);
        while (monitor.Receive(out _) is not (null or FrameKind.Done or FrameKind.Exit))
        {
        }
    }

    /// <summary>Waits until a container has ended and its state says so; false when the time ran out.</summary>
    /// <param name="id">Which.</param>
    /// <param name="monitor">Asked to tell (<see cref="FrameKind.Wait"/>); null when there was none.</param>
    /// <param name="end">By <see cref="Environment.TickCount64"/>; its largest number for ever.</param>
    private bool AwaitEnd(string id, MonitorConnection? monitor, long end)
    {
        while (monitor is not null)
        {
            TimeSpan? left = end == long.MaxValue
                ? null
                : TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64));
            FrameKind? kind = monitor.Receive(left, out ReadOnlySpan<byte> payload, out bool late);
            if (late)
                return false;
            if (kind is null || (kind is FrameKind.Exit && !ProtocolJson.ParseExit(payload).Restarting))
                break;
        }
        // Who has stopped a container may well count on what it used.
        if (Settled(id) is { } ended && !IsActive(ended.Status))
            AwaitCleared(id);
        // A monitor that was killed said nothing: then this repairs what it left.
        return Settled(id) is not { } state || !IsActive(state.Status);
    }

    /// <summary>Waits until nothing is left of a run that has ended: whoever is at it has the lock.</summary>
    private void AwaitCleared(string id)
    {
        AwaitMonitorGone(id);
        using ContainerLock? locked = ContainerLock.Take(id, _paths.Of(id));
        if (locked is not null && _store.TryReadAny(id) is { } container)
            Settle(locked, container);
    }
}
