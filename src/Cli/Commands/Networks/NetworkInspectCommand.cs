// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Cli.Templates;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkInspectCommand
{
    public static readonly Command Row =
        new(["network inspect"], "NETWORK [NETWORK...]", "Display detailed information on one or more networks")
        {
            Count = (1, int.MaxValue),
            Flags =
        [
            new("format", 'f', FlagKind.String, Names.InspectFormatHelp),
            new("verbose", 'v', FlagKind.Bool, "Noted; it means something in a cluster"),
        ],
            Run = static call => Task.FromResult(Inspection.Write(
                call.Streams,
                call.Flags.String("format"),
                call.Arguments,
                name => Inspected.Of(call.Networks.TryInspect(name), GoTypes.Network),
                static name => $"network {name} not found")),
        };
}
