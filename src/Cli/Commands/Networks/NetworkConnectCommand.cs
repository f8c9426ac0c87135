// SPDX-License-Identifier: Apache-2.0
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Networks;

internal static class NetworkConnectCommand
{
    public static readonly Command Row =
        new(["network connect"], "NETWORK CONTAINER", "Connect a container to a network")
        {
            Count = (2, 2),
            Flags =
        [
            new("alias", '\0', FlagKind.List, "Further name of the container in the network"),
            new("gw-priority", '\0', FlagKind.Int, "Highest has the default route"),
            new("ip", '\0', FlagKind.String, "IPv4 address"),
            new("ip6", '\0', FlagKind.String, "IPv6 address"),
            new("link", '\0', FlagKind.List, "Other container to know by a name: NAME[:ALIAS]"),
        ],
            Run = static call =>
            {
                call.Containers.Connect(call.Arguments[1], call.Arguments[0], new EndpointSettings
                {
                    Aliases = [.. call.Flags.List("alias")],
                    GwPriority = call.Flags.Int("gw-priority") ?? 0,
                    IPv4Address = call.Flags.String("ip"),
                    IPv6Address = call.Flags.String("ip6"),
                    Links = [.. call.Flags.List("link")],
                });
                return Task.FromResult(0);
            },
        };
}
