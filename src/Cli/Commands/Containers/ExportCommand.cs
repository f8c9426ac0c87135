// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;

namespace Husk.Cli.Commands.Containers;

internal static class ExportCommand
{
    public static readonly Command Row =
        new(["container export", "export"], "CONTAINER", "Export a container's filesystem as a tar archive")
        {
            Count = (1, 1),
            Flags = [new("output", 'o', FlagKind.String, "Write to a file, instead of STDOUT")],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        string? file = call.Flags.String("output");
        if (file is null && call.Streams.OutIsTerminal)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "cowardly refusing to save to a terminal. Use the -o flag or redirect");
        }
        if (file is not null)
            Streams.RequireDirectoryOf(file, "failed to export container");
        // Before the file is made: a wrong name leaves none behind.
        call.Containers.Find(call.Arguments[0]);
        using Stream target = file is null ? Streams.RawOut() : new FileStream(file, FileMode.Create);
        using var buffered = new BufferedStream(target, 256 * 1024);
        call.Containers.Export(call.Arguments[0], buffered);
        return Task.FromResult(0);
    }
}
