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
        string name = call.Arguments[0];
        if (call.Flags.String("output") is { Length: > 0 } file)
        {
            OutputFile.Check(file, "failed to export container");
            // Before the file is made: a wrong name leaves none behind.
            call.Containers.Find(name);
            OutputFile.Write(file, target => call.Containers.Export(name, target, call.Cancel));
            return Task.FromResult(0);
        }
        if (call.Streams.OutIsTerminal)
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "cowardly refusing to save to a terminal. Use the -o flag or redirect");
        }
        call.Interrupt.Release();
        using var output = new BufferedStream(Streams.RawOut(), 256 * 1024);
        call.Containers.Export(name, output, call.Cancel);
        return Task.FromResult(0);
    }
}
