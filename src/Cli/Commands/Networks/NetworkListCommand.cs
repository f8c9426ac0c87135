// SPDX-License-Identifier: Apache-2.0
using System;
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
        new("IPv4", "IPV4", Shown: false),
        new("IPv6", "IPV6", Shown: false),
        new("Internal", "INTERNAL", Shown: false),
        new("Labels", "LABELS", Shown: false),
    ];

    // docker/cli, network/formatter.go.
    private static readonly ListFormat Formats = new("networksFormat",
        """
        network_id: {{.ID}}
        name: {{.Name}}
        driver: {{.Driver}}
        scope: {{.Scope}}

        """, "network_id: {{.ID}}");

    public static readonly Command Row = new(["network ls", "network list"], "", "List networks")
    {
        Flags =
        [
            new("filter", 'f', FlagKind.List,
                "Provide filter values: name, id, driver, scope, label, dangling, type=custom|builtin", "filter"),
            new("format", '\0', FlagKind.String, Names.FormatHelp),
            new("no-trunc", '\0', FlagKind.Bool, "Do not truncate the output"),
            new("quiet", 'q', FlagKind.Bool, "Only display network IDs"),
        ],
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Func<NetworkSummary, bool> takes = NetworkFilter.Of(Names.Filters(call.Flags.List("filter")));
        bool whole = call.Flags.Bool("no-trunc");
        return Listing.Write(call, Formats, Columns, call.Networks.List().Where(takes),
            network => IdOf(network, whole), network => RowOf(network, whole), network => network.Labels);
    }

    private static string IdOf(NetworkSummary network, bool whole) => whole ? network.Id : network.Id[..12];

    private static JsonObject RowOf(NetworkSummary network, bool whole) => new()
    {
        ["CreatedAt"] = Human.At(network.Created),
        ["Driver"] = network.Driver,
        ["ID"] = IdOf(network, whole),
        ["IPv4"] = network.Ipv4 ? "true" : "false",
        ["IPv6"] = network.Ipv6 ? "true" : "false",
        ["Internal"] = network.Internal ? "true" : "false",
        ["Labels"] = Listing.Labels(network.Labels),
        ["Name"] = network.Name,
        ["Scope"] = "local",
    };
}
