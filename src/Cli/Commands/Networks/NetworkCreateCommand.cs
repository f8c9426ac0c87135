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
            new("config-from", '\0', FlagKind.String, "Network to copy subnets, options and labels from"),
            new("config-only", '\0', FlagKind.Bool, "Make a network to copy from, for no container"),
            new("driver", 'd', FlagKind.String, "Driver of the network: bridge or macvlan"),
            Flag.Strings("gateway", "Address of the host in the subnet"),
            new("ingress", '\0', FlagKind.Bool, "Refused: it means something in a cluster"),
            new("internal", '\0', FlagKind.Bool, "Let nothing lead out of the network"),
            Flag.Strings("ip-range", "Part of the subnet that addresses are given out from"),
            new("ipam-driver", '\0', FlagKind.String, "Who gives addresses out: default"),
            new("ipam-opt", '\0', FlagKind.List, "Refused: the driver default has none", "map"),
            new("ipv4", '\0', FlagKind.Bool, "Give it an IPv4 subnet", Default: true),
            new("ipv6", '\0', FlagKind.Bool, "Give it an IPv6 subnet too"),
            new("label", '\0', FlagKind.List, "Set a label: KEY[=VALUE]"),
            new("opt", 'o', FlagKind.List, "Set an option of the driver: KEY=VALUE", "map"),
            new("scope", '\0', FlagKind.String, "Where the network is: local"),
            Flag.Strings("subnet", "Subnet: ADDRESS/BITS"),
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
        RefuseOthers(call.Flags);
        string id = call.Networks.Create(new NetworkRequest(call.Arguments[0])
        {
            Driver = call.Flags.String("driver") ?? "bridge",
            Subnets = call.Flags.Strings("subnet"),
            Gateways = call.Flags.Strings("gateway"),
            Ranges = call.Flags.Strings("ip-range"),
            Auxiliary = Map(call.Flags.List("aux-address")),
            Internal = call.Flags.Bool("internal"),
            Ipv4 = call.Flags.Bool("ipv4"),
            Ipv6 = call.Flags.Bool("ipv6"),
            ConfigOnly = call.Flags.Bool("config-only"),
            ConfigFrom = call.Flags.String("config-from") is { Length: > 0 } from ? from : null,
            Attachable = call.Flags.Bool("attachable"),
            Options = Map(call.Flags.List("opt")),
            Labels = Map(call.Flags.List("label")),
        });
        call.Streams.Out.Write(id + "\n");
        return Task.FromResult(0);
    }

    /// <summary>What a cluster has, and other drivers of addresses, which are plugins.</summary>
    private static void RefuseOthers(FlagValues flags)
    {
        string? refusal = flags switch
        {
            _ when flags.Bool("ingress") =>
                "--ingress makes the network of a swarm's published ports, and there is no swarm: publish with -p",
            _ when flags.String("scope") is { } scope && scope is not ("" or "local") =>
                $"the scope \"{scope}\" is that of a cluster, which husk is not part of: networks are local",
            _ when flags.String("ipam-driver") is { } driver && driver is not ("" or "default") =>
                $"could not find plugin {driver} in v1 plugin registry: plugin not found; the IPAM driver is default",
            _ when flags.List("ipam-opt") is [var option, ..] =>
                $"the IPAM driver default has no option {option.Split('=')[0]}: use --subnet, --ip-range, --aux-address",
            _ => null,
        };
        if (refusal is not null)
            throw new EngineException(EngineFault.InvalidArgument, refusal);
    }

    // The last of a key counts.
    private static Dictionary<string, string> Map(IReadOnlyList<string> pairs) =>
        pairs.Select(pair => pair.Split('=', 2)).GroupBy(parts => parts[0], StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.Last() is [_, var value] ? value : "", StringComparer.Ordinal);
}
