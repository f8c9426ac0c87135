// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class RunCommand
{
    public static readonly Command Row =
        new(["container run", "run"], "IMAGE [COMMAND] [ARG...]", "Create and run a new container from an image")
        {
            Count = (1, int.MaxValue),
            TakesCommand = true,
            FailureCode = 125,
            Flags = RunFlags.OfRun,
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        ContainerRequest request = RunRequest.Of(call);
        bool detach = call.Flags.Bool("detach");
        ContainerConfig config = request.Config;
        if (!detach && config is { Tty: true, AttachStdin: true } && !call.Streams.InIsTerminal)
            throw new RequestException("the input device is not a TTY", exitCode: 1);
        using var cidFile = CidFile.Make(call.Flags.String("cidfile"));
        await ImageForContainer.Ensure(call, request).ConfigureAwait(false);

        bool attached = !detach && (config.AttachStdin || config.AttachStdout || config.AttachStderr);
        Attachment? attachment = !attached ? null : new Attachment
        {
            Stdin = config.AttachStdin,
            Stdout = config.AttachStdout,
            Stderr = config.AttachStderr,
            DetachKeys = DetachKeysFlag.Of(call),
            Window = AttachSession.WindowOf(call.Streams, config.Tty),
            CleansUp = true,
        };
        (Container container, ContainerStream stream) = await call.Containers.Run(
            request, attachment, call.Cancel, cidFile.Write).ConfigureAwait(false);
        using (stream)
        {
            if (!attached)
            {
                call.Streams.Out.Write(container.Id + "\n");
                return 0;
            }
            using var session = new AttachSession(call.Streams, call.Containers, stream);
            return Ended.Code(call, session, stream, config.AttachStdin, call.Flags.Bool("sig-proxy"));
        }
    }
}
