// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class StartCommand
{
    public static readonly Command Row =
        new(["container start", "start"], "CONTAINER [CONTAINER...]", "Start one or more stopped containers")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("attach", 'a', FlagKind.Bool, "Attach STDOUT/STDERR and forward signals"),
            new("detach-keys", '\0', FlagKind.String, "Override the key sequence for detaching a container"),
            new("interactive", 'i', FlagKind.Bool, "Attach container's STDIN"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        bool output = call.Flags.Bool("attach");
        bool input = call.Flags.Bool("interactive");
        if (!output && !input)
            return EachContainer.Do(call, call.Containers.Start, "failed to start containers");
        if (call.Arguments.Length > 1)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "you cannot start and attach multiple containers at once");
        }

        Container container = call.Containers.Find(call.Arguments[0]);
        input &= container.Config.OpenStdin;
        var attachment = new Attachment
        {
            Stdin = input,
            Stdout = true,
            Stderr = true,
            DetachKeys = DetachKeysFlag.Of(call),
            Window = AttachSession.WindowOf(call.Streams, container.Config.Tty),
            CleansUp = true,
        };
        using ContainerStream stream = call.Containers.Start(container.Id, attachment)
            ?? call.Containers.Attach(container.Id, attachment with { CleansUp = false });
        using var session = new AttachSession(call.Streams, call.Containers, stream);
        return Task.FromResult(Ended.Code(
            call, session, stream, input, proxySignals: !container.Config.Tty, endsBySignal: true));
    }
}
