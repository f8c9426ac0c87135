// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Cli.Templates;

namespace Husk.Cli.Commands.Volumes;

internal static class VolumeInspectCommand
{
    public static readonly Command Row = new(["volume inspect"], "VOLUME [VOLUME...]",
        "Display detailed information on one or more volumes")
    {
        Count = (1, int.MaxValue),
        Flags = [new("format", 'f', FlagKind.String, Names.InspectFormatHelp)],
        Run = static call => Task.FromResult(Inspection.Write(
            call.Streams,
            call.Flags.String("format"),
            call.Arguments,
            name => call.Containers.TryFindVolume(name) is { } volume
                ? new Inspected(VolumeDocument.Of(call.Containers, volume), GoTypes.Volume)
                : null,
            name => $"get {name}: no such volume")),
    };
}
