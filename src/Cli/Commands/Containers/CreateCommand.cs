// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Run;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class CreateCommand
{
    public static readonly Command Row =
        new(["container create", "create"], "IMAGE [COMMAND] [ARG...]", "Create a new container")
        {
            Count = (1, int.MaxValue),
            TakesCommand = true,
            Flags = RunFlags.OfCreate,
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        ContainerRequest request = RunRequest.Of(call);
        using var cidFile = CidFile.Make(call.Flags.String("cidfile"));
        await ImageForContainer.Ensure(call, request).ConfigureAwait(false);
        Container container = await call.Containers.Create(request, call.Cancel).ConfigureAwait(false);
        cidFile.Write(container);
        call.Streams.Out.Write(container.Id + "\n");
        return 0;
    }
}
