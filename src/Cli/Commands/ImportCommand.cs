// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Engine.Images;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

internal static class ImportCommand
{
    public static readonly Command Row = new(["image import", "import"], "file|URL|- [REPOSITORY[:TAG]]",
        "Import the contents from a tarball to create a filesystem image")
    {
        Count = (1, 2),
        Flags =
        [
            new("change", 'c', FlagKind.List, "Apply Dockerfile instruction to the created image"),
            new("message", 'm', FlagKind.String, "Set commit message for imported image"),
            new("platform", '\0', FlagKind.String, "What the image runs on: os/arch[/variant]"),
        ],
        Run = Run,
    };

    private static async Task<int> Run(Invocation call)
    {
        string source = call.Arguments[0];
        Reference? name = call.Argument(1) is { } text ? Reference.Parse(text).WithDefaultTag() : null;
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        if (platform is { Os: not "linux" })
            throw new EngineException(EngineFault.InvalidArgument, "operating system is not supported");
        using Stream archive = source switch
        {
            "-" => Streams.In(),
            _ when source.StartsWith("http://", StringComparison.Ordinal)
                || source.StartsWith("https://", StringComparison.Ordinal) =>
                await ImageEngine.Fetch(source, call.Cancel).ConfigureAwait(false),
            _ => Streams.Open(source),
        };
        Digest id = call.Images.Import(
            archive, source, ConfigChange.Apply(new ExecutionConfig(), call.Flags.List("change")),
            platform, name, call.Flags.String("message"));
        call.Streams.Out.Write($"{id}\n");
        return 0;
    }
}
