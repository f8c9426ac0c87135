// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>What a command that follows a container exits with.</summary>
internal static class Ended
{
    /// <summary>Follows the container: its exit code, or zero when the user has detached.</summary>
    public static int Code(Invocation call, AttachSession session, ContainerStream stream, bool input, bool proxySignals)
    {
        if (proxySignals)
        {
            session.ProxySignals();
            call.Interrupt.Release();
        }
        switch (session.Follow(input))
        {
            case StreamEvent.Exited:
                return stream.ExitCode;
            case StreamEvent.Detached:
                session.Dispose();
                call.Streams.Error.Write("read escape sequence\n");
                return 0;
            default:
                session.Dispose();
                call.Streams.Error.Write($"Error: the monitor of container {stream.Container.Name} was killed\n");
                return Lost(call.Containers, stream.Container.Id);
        }
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
