// SPDX-License-Identifier: Apache-2.0
using System;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Execs;

namespace Husk.Cli.Commands.Containers;

internal static class ExecCommand
{
    // What the container's user may tell apart from what the program in it says.
    private const int CannotStart = 126;

    public static readonly Command Row =
        new(["container exec", "exec"], "CONTAINER COMMAND [ARG...]", "Execute a command in a running container")
        {
            Count = (2, int.MaxValue),
            TakesCommand = true,
            Flags =
        [
            RunFlags.Switch("detach", "Detached mode: run command in the background", 'd'),
            RunFlags.Text("detach-keys", "Override the key sequence for detaching a container"),
            RunFlags.Many("env", "Set environment variables", 'e', check: ProcessFlags.CheckVariable),
            RunFlags.Many("env-file", "Read in a file of environment variables"),
            RunFlags.Switch("interactive", "Keep STDIN open even if not attached", 'i'),
            RunFlags.Switch("privileged", "Give extended privileges to the command"),
            RunFlags.Switch("tty", "Allocate a pseudo-TTY", 't'),
            RunFlags.Text("user", "Username or UID (format: \"<name|uid>[:<group|gid>]\")", 'u'),
            RunFlags.Text("workdir", "Working directory inside the container", 'w'),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        bool detach = call.Flags.Bool("detach"), input = call.Flags.Bool("interactive"), tty = call.Flags.Bool("tty");
        if (tty && input && !detach && !call.Streams.InIsTerminal)
            throw new RequestException("the input device is not a TTY", exitCode: 1);
        string detachKeys = DetachKeysFlag.Of(call);
        var config = new ExecConfig
        {
            Command = call.Arguments[1..],
            Env = Environment(call.Flags),
            User = call.Flags.String("user") ?? "",
            WorkingDir = call.Flags.String("workdir") ?? "",
            Tty = tty,
            Privileged = call.Flags.Bool("privileged"),
            // The process has this one's own descriptors: nothing is copied, and what it prints it prints itself.
            Streams = (input ? 0 : null, 1, 2),
            Detach = detach,
            Window = AttachSession.WindowOf(call.Streams, tty),
        };
        try
        {
            using ExecProcess? process = call.Containers.Exec(call.Arguments[0], config);
            if (process is null)
                return Task.FromResult(0);
            // From here on a signal ends this process, as docker's client; the other one goes on.
            call.Interrupt.Release();
            if (process.Terminal is null)
                return Task.FromResult(process.Wait());
            bool ended;
            using (var terminal = new ExecTerminal(call.Streams, process, detachKeys))
                ended = terminal.Follow(input);
            return Task.FromResult(ended ? process.Wait() : Ended.Left(call, 1));
        }
        catch (StartException e)
        {
            call.Streams.Error.Write(e.Message + "\n");
            // Docker's client does not look at why what it leaves to itself did not start.
            return Task.FromResult(detach ? 1 : e.ExitCode == 128 ? CannotStart : e.ExitCode);
        }
    }

    private static string[] Environment(FlagValues flags)
    {
        try
        {
            return ProcessFlags.Environment(flags);
        }
        catch (FormatException wrong)
        {
            throw new RequestException(wrong.Message, exitCode: 1);
        }
    }
}
