// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>What a command that follows a container exits with.</summary>
internal static class Ended
{
    /// <summary>Follows the container: its exit code, or <paramref name="detached"/> when the user has left
    /// it.</summary>
    public static int Code(
        Invocation call, AttachSession session, ContainerStream stream, bool input, bool proxySignals, int detached = 0,
        bool endsBySignal = false)
    {
        if (proxySignals)
            session.ProxySignals();
        // What is not handed on ends who came to a container, and the container goes on; who runs one stays, as
        // docker's client, while he has a terminal.
        if (proxySignals || endsBySignal)
            call.Interrupt.Release();
        else
            call.Interrupt.ReleaseHangUp();
        // One that came before, while the way to the container was made, is no different.
        if (call.Interrupt.Came is { } early)
        {
            if (proxySignals)
                SignalProxy.Forward(call.Containers, stream.Container.Id, early);
            else if (endsBySignal)
                throw new OperationCanceledException();
        }
        switch (session.Follow(input))
        {
            case StreamEvent.Exited:
                return stream.ExitCode;
            case StreamEvent.Detached:
                session.Dispose();
                return detached == 0 ? 0 : Left(call, detached);
            default:
                session.Dispose();
                call.Streams.Error.Write($"Error: the monitor of container {stream.Container.Name} was killed\n");
                return Lost(call.Containers, stream.Container.Id);
        }
    }

    /// <summary>As docker: who attached to something and leaves it is told so; whoever started it knows.</summary>
    public static int Left(Invocation call, int code)
    {
        call.Streams.Error.Write("read escape sequence\n");
        return code;
    }

    // Looking at the container repairs it, or removes it.
    private static int Lost(ContainerEngine containers, string id)
    {
        try
        {
            return containers.Look(id).State.ExitCode;
        }
        catch (EngineException)
        {
            return 137;
        }
    }
}
