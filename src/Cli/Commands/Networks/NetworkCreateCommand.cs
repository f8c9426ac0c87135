// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkCreateCommand
{
    public static readonly Command Row = new(["network create"], "NETWORK", "Create a network")
    {
        Count = (1, 1),
        Flags =
        [
            new("attachable", '\0', FlagKind.Bool, "Noted; it means something in a cluster"),
            new("aux-address", '\0', FlagKind.List, "Address that somebody else has: NAME=ADDRESS", "map"),
            new("driver", 'd', FlagKind.String, "Driver of the network: bridge or macvlan"),
            new("gateway", '\0', FlagKind.List, "Address of the host in the subnet"),
            new("internal", '\0', FlagKind.Bool, "Let nothing lead out of the network"),
            new("ip-range", '\0', FlagKind.List, "Part of the subnet that addresses are given out from"),
            new("ipv6", '\0', FlagKind.Bool, "Give it an IPv6 subnet too"),
            new("label", '\0', FlagKind.List, "Set a label: KEY[=VALUE]"),
            new("opt", 'o', FlagKind.List, "Set an option of the driver: KEY=VALUE", "map"),
            new("subnet", '\0', FlagKind.List, "Subnet: ADDRESS/BITS"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        if (call.Arguments[0] is "bridge" or "host" or "none")
        {
            throw new EngineException(
                EngineFault.Conflict, $"operation is not permitted on predefined {call.Arguments[0]} network");
        }
        string id = call.Networks.Create(new NetworkRequest(call.Arguments[0])
        {
            Driver = call.Flags.String("driver") ?? "bridge",
            Subnets = call.Flags.List("subnet"),
            Gateways = call.Flags.List("gateway"),
            Ranges = call.Flags.List("ip-range"),
            Auxiliary = Map(call.Flags.List("aux-address")),
            Internal = call.Flags.Bool("internal"),
            Ipv6 = call.Flags.Bool("ipv6"),
            Attachable = call.Flags.Bool("attachable"),
            Options = Map(call.Flags.List("opt")),
            Labels = Map(call.Flags.List("label")),
        });
        call.Streams.Out.Write(id + "\n");
        return Task.FromResult(0);
    }

    // The last of a key counts.
    private static Dictionary<string, string> Map(IReadOnlyList<string> pairs) =>
        pairs.Select(pair => pair.Split('=', 2)).GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.Last() is [_, var value] ? value : "", StringComparer.Ordinal);
}
