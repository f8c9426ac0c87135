// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Net;
using Husk.Networks.Addresses;

namespace Husk.Networks;

/// <summary>Which network a container is to be in, and as what.</summary>
/// <param name="Network">Name, id, or a unique prefix of an id.</param>
public sealed record EndpointSpec(string Network)
{
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Aliases that this container alone has for others (<c>--link</c>): the alias, and a container's name or id.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    /// <summary><c>--ip</c>; chosen when null.</summary>
    public IPAddress? Ipv4 { get; init; }

    /// <summary><c>--ip6</c>.</summary>
    public IPAddress? Ipv6 { get; init; }

    /// <summary><c>02:42:0a:cf:00:02</c>; made of the address when null.</summary>
    public string? MacAddress { get; init; }

    /// <summary>The interface's name in the container; the next free <c>ethN</c> when null.</summary>
    public string? Interface { get; init; }

    public int GatewayPriority { get; init; }

    /// <summary>
    /// Reads an argument of <c>--network</c>: a name, or <c>name=front,alias=web,ip=10.1.2.3</c> with the keys
    /// <c>alias</c>, <c>ip</c>, <c>ip6</c>, <c>mac-address</c>, <c>gw-priority</c> and <c>driver-opt</c>.
    /// </summary>
    /// <exception cref="NetworkException">It says something that is none of these.</exception>
    public static EndpointSpec Parse(string argument)
    {
        if (!argument.Contains('='))
            return new EndpointSpec(argument.Length > 0 ? argument : NetworkDrivers.DefaultBridge);
        var spec = new EndpointSpec("");
        foreach (string field in argument.Split(','))
        {
            string[] parts = field.Split('=', 2);
            if (parts.Length < 2)
                throw NetworkException.Invalid($"invalid field {field} in --network {argument}: KEY=VALUE");
            spec = spec.With(parts[0].Trim().ToLowerInvariant(), parts[1].Trim(), argument);
        }

        return spec.Network.Length > 0
            ? spec
            : throw NetworkException.Invalid($"network name/id is not specified in --network {argument}");
    }

    private EndpointSpec With(string key, string value, string argument) => key switch
    {
        "name" => this with { Network = value },
        "alias" => this with { Aliases = [.. Aliases, value] },
        "ip" => this with { Ipv4 = AddressText.Parse(value, "ip") },
        "ip6" => this with { Ipv6 = AddressText.Parse(value, "ip6") },
        "mac-address" => this with { MacAddress = Husk.Networks.Addresses.MacAddress.Parse(value) },
        "gw-priority" => int.TryParse(value, CultureInfo.InvariantCulture, out int priority)
            ? this with { GatewayPriority = priority }
            : throw NetworkException.Invalid($"invalid gw-priority {value} in --network {argument}: a number"),
        "driver-opt" => value.StartsWith("com.docker.network.endpoint.ifname=", System.StringComparison.Ordinal)
            ? this with { Interface = value[(value.IndexOf('=') + 1)..] }
            : throw NetworkException.Invalid($"the driver option {value} is not known: com.docker.network.endpoint.ifname="),
        _ => throw NetworkException.Invalid($"invalid field key {key} in --network {argument}"),
    };
}
