// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;

namespace Husk.Cli.Commands;

internal static class LoadCommand
{
    public static readonly Command Row = new(["image load", "load"], "", "Load an image from a tar archive or STDIN")
    {
        Flags =
        [
            new("input", 'i', FlagKind.String, "Read from tar archive file, instead of STDIN"),
            new("platform", '\0', FlagKind.String, "Load only the given platform of an image: os/arch[/variant]"),
            new("quiet", 'q', FlagKind.Bool, "Suppress the load output"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(Invocation call)
    {
        string? file = call.Flags.String("input");
        if (file is null && call.Streams.InIsTerminal)
            throw new EngineException(EngineFault.InvalidArgument, "requested load from stdin, but stdin is empty");
        using Stream archive = file is null ? Streams.In() : Streams.Open(file);
        // With --quiet too, as docker: it is about progress.
        foreach (string line in await call.Images.Load(
            archive, Names.Platform(call.Flags.String("platform")), call.Cancel).ConfigureAwait(false))
        {
            call.Streams.Out.Write(line + "\n");
        }
        return 0;
    }
}
