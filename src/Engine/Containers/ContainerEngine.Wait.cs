// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Engine.Containers;

public sealed partial class ContainerEngine
{
    /// <summary>Waits until a container does not run.</summary>
    /// <returns>Its exit code; at once when it does not run now.</returns>
    public int Wait(string nameOrId) => Guard(() =>
    {
        string id = _store.Resolve(nameOrId);
        while (true)
        {
            using MonitorConnection? monitor = MonitorConnection.TryConnect(_paths.Of(id).Socket);
            if (monitor is null)
            {
                // A monitor that has just begun does not listen yet; one that was killed has left this to be repaired.
                ContainerState state = Settled(id) ?? throw ContainerStore.Missing(nameOrId);
                if (!IsActive(state.Status))
                    return state.ExitCode;
                continue;
            }
            monitor.Send(FrameKind.Wait);
            while (monitor.Receive(out ReadOnlySpan<byte> payload) is { } kind)
            {
                // With --rm there is nobody left to be asked.
                if (kind is FrameKind.Exit && ProtocolJson.ParseExit(payload) is { Restarting: false } end)
                    return end.ExitCode;
            }
        }
    });
}
