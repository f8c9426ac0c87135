// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Cli.Output;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkListCommand
{
    private static readonly Column[] Columns =
    [
        new("ID", "NETWORK ID"),
        new("Name", "NAME"),
        new("Driver", "DRIVER"),
        new("Scope", "SCOPE"),
        new("CreatedAt", "CREATED AT", Shown: false),
        new("IPv6", "IPV6", Shown: false),
        new("Internal", "INTERNAL", Shown: false),
        new("Labels", "LABELS", Shown: false),
    ];

    public static readonly Command Row = new(["network ls", "network list"], "", "List networks")
    {
        Flags =
        [
            new("filter", 'f', FlagKind.List, "Provide filter values: name, id, driver, scope, label, type=custom|builtin", "filter"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("no-trunc", '\0', FlagKind.Bool, "Do not truncate the output"),
            new("quiet", 'q', FlagKind.Bool, "Only display network IDs"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Func<NetworkSummary, bool> takes = NetworkFilter.Of(Names.Filters(call.Flags.List("filter")));
        IEnumerable<NetworkSummary> networks = call.Networks.List().Where(takes);
        bool whole = call.Flags.Bool("no-trunc");
        if (call.Flags.Bool("quiet") && call.Flags.String("format") is null)
        {
            foreach (NetworkSummary network in networks)
                call.Streams.Out.Write((whole ? network.Id : network.Id[..12]) + "\n");
            return Task.FromResult(0);
        }

        Listing.Write(call.Streams.Out, call.Flags.String("format"), Columns, networks.Select(network => RowOf(network, whole)));
        return Task.FromResult(0);
    }

    private static JsonObject RowOf(NetworkSummary network, bool whole) => new()
    {
        ["CreatedAt"] = Human.At(network.Created),
        ["Driver"] = network.Driver,
        ["ID"] = whole ? network.Id : network.Id[..12],
        ["IPv6"] = network.Ipv6 ? "true" : "false",
        ["Internal"] = network.Internal ? "true" : "false",
        ["Labels"] = string.Join(',', network.Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}")),
        ["Name"] = network.Name,
        ["Scope"] = "local",
    };
}
