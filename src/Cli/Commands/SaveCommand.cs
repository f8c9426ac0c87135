// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

internal static class SaveCommand
{
    public static readonly Command Row = new(["image save", "save"], "IMAGE [IMAGE...]",
        "Save one or more images to a tar archive (streamed to STDOUT by default)")
    {
        Count = (1, int.MaxValue),
        Flags =
        [
            new("output", 'o', FlagKind.String, "Write to a file, instead of STDOUT"),
            new("platform", '\0', FlagKind.String, "Save only the given platform of an image: os/arch[/variant]"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        if (call.Flags.String("output") is not { Length: > 0 } file)
        {
            if (call.Streams.OutIsTerminal)
            {
                throw new EngineException(EngineFault.InvalidArgument,
                    "cowardly refusing to save to a terminal. Use the -o flag or redirect");
            }
            call.Interrupt.Release();
            using Stream output = Streams.RawOut();
            call.Images.Save(call.Arguments, output, platform, call.Cancel);
            return Task.FromResult(0);
        }
        OutputFile.Check(file, "failed to save image");
        OutputFile.Write(file, target => call.Images.Save(call.Arguments, target, platform, call.Cancel));
        return Task.FromResult(0);
    }
}
