// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
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
            Flag.Strings("alias", "Further name of the container in the network"),
            Flag.Strings("driver-opt", "Set an option of the endpoint: KEY=VALUE"),
            new("gw-priority", '\0', FlagKind.Int, "Highest has the default route"),
            new("ip", '\0', FlagKind.String, "IPv4 address"),
            new("ip6", '\0', FlagKind.String, "IPv6 address"),
            new("link", '\0', FlagKind.List, "Other container to know by a name: NAME[:ALIAS]"),
            Flag.Strings("link-local-ip", "Further address, of 169.254.0.0/16 or fe80::/64"),
        ],
            Run = static call =>
            {
                call.Containers.Connect(call.Arguments[1], call.Arguments[0], new EndpointSettings
                {
                    Aliases = [.. call.Flags.Strings("alias")],
                    DriverOpts = DriverOptions(call.Flags.Strings("driver-opt")),
                    GwPriority = call.Flags.Int("gw-priority") ?? 0,
                    IPv4Address = call.Flags.String("ip"),
                    IPv6Address = call.Flags.String("ip6"),
                    Links = [.. call.Flags.List("link")],
                    LinkLocalIPs = [.. call.Flags.Strings("link-local-ip")],
                });
                return Task.FromResult(0);
            },
        };

    private static Dictionary<string, string> DriverOptions(IReadOnlyList<string> texts)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] parts in texts.Select(text => text.Split('=', 2)))
        {
            options[parts[0].Trim()] = parts is [{ Length: > 0 }, var value]
                ? value.Trim()
                : throw new EngineException(
                    EngineFault.InvalidArgument, "invalid key/value pair format in driver options");
        }

        return options;
    }
}
