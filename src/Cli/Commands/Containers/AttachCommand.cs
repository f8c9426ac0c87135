// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;
using Husk.Linux;

namespace Husk.Cli.Commands.Containers;

internal static class AttachCommand
{
    public static readonly Command Row = new(["container attach", "attach"], "CONTAINER",
        "Attach local standard input, output, and error streams to a running container")
    {
        Count = (1, 1),
        Flags =
        [
            new("detach-keys", '\0', FlagKind.String, "Override the key sequence for detaching a container"),
            new("no-stdin", '\0', FlagKind.Bool, "Do not attach STDIN"),
            new("sig-proxy", '\0', FlagKind.Bool, "Proxy all received signals to the process", Default: true),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Container container = call.Containers.Find(call.Arguments[0]);
        bool input = !call.Flags.Bool("no-stdin") && container.Config.OpenStdin;
        if (input && container.Config.Tty && !call.Streams.InIsTerminal)
            throw new RequestException("the input device is not a TTY", exitCode: 1);
        TerminalSize window = AttachSession.WindowOf(call.Streams, container.Config.Tty);
        using ContainerStream stream = call.Containers.Attach(container.Id, new Attachment
        {
            Stdin = input,
            Stdout = true,
            Stderr = true,
            DetachKeys = DetachKeysFlag.Of(call),
            // Another size than it has, for an instant: what runs in the terminal then draws itself anew.
            Window = window == default ? default : window with { Rows = (ushort)(window.Rows + 1) },
        });
        if (window != default)
            stream.Resize(window);
        using var session = new AttachSession(call.Streams, call.Containers, stream);
        // Who is at a terminal types what the process is to have: a signal is for this one (docker/cli, RunAttach).
        bool proxies = call.Flags.Bool("sig-proxy") && !container.Config.Tty;
        return Task.FromResult(
            Ended.Code(call, session, stream, input, proxies, detached: 1, endsBySignal: true));
    }
}
