// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

/// <summary>`inspect` of anything, and of images only.</summary>
internal static class InspectCommand
{
    private static readonly Flag Format = new("format", 'f', FlagKind.String, Names.InspectFormatHelp);

    public static readonly Command ImageRow = new(["image inspect"], "IMAGE [IMAGE...]", "Display detailed information on one or more images")
    {
        Count = (1, int.MaxValue),
        Flags = [Format, new("platform", '\0', FlagKind.String, "Inspect the image for this platform: os/arch[/variant]")],
        Run = static call => Run(call, "No such image: "),
    };

    public static readonly Command Row = new(["inspect"], "NAME|ID [NAME|ID...]", "Return low-level information on objects")
    {
        Count = (1, int.MaxValue),
        Flags =
        [
            Format,
            new("size", 's', FlagKind.Bool, "Accepted for docker's sake: it is about containers"),
            new("type", '\0', FlagKind.String, "Only inspect objects of the given type"),
        ],
        Run = static call =>
        {
            string? type = call.Flags.String("type");
            if (type is not (null or "" or "image"))
                throw new EngineException(EngineFault.InvalidArgument, $"\"{type}\" is not a valid value for --type");
            return Run(call, type is "image" ? "No such image: " : "No such object: ");
        },
    };

    private static Task<int> Run(Invocation call, string missing)
    {
        Platform? platform = Names.Platform(call.Flags.String("platform"));
        return Task.FromResult(Inspection.Write(
            call.Streams,
            call.Flags.String("format"),
            call.Arguments,
            name => call.Images.TryFind(name, platform) is { } image ? call.Images.Inspect(image) : null,
            name => missing + name));
    }
}
