// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Husk.Networks.State;

namespace Husk.Networks.Dns;

/// <summary>
/// The names that a container can call others by: those of the networks it is in, except the default bridge, which
/// knows none in docker either. Read from the files that <see cref="NetworkStore"/> replaces.
/// </summary>
internal sealed class NameTable
{
    private readonly NetworkPaths _paths;
    private readonly string _containerId;
    private readonly WatchedFile<IReadOnlyList<string>> _sandbox;
    private readonly Dictionary<string, WatchedFile<EndpointTable>> _networks = [];

    public NameTable(NetworkPaths paths, string containerId)
    {
        (_paths, _containerId) = (paths, containerId);
        _sandbox = new WatchedFile<IReadOnlyList<string>>(paths.Sandbox(containerId), NameFiles.Networks);
    }

    /// <summary>Whether a network of the container leads out of this host: only then is anybody else asked.</summary>
    public bool LeadsOut => Networks().Any(table => Own(table) is { LeadsOut: true });

    /// <summary>The addresses of a name, all of both families; null when nobody has it.</summary>
    /// <param name="name">In lower case: a name, alias or short id, or one of these with the network's name behind
    /// it.</param>
    public IReadOnlyList<IPAddress>? Find(string name)
    {
        List<IPAddress>? found = null;
        foreach (EndpointTable table in Named())
        {
            string link = LinkOf(table, name);
            foreach (Endpoint endpoint in table.Endpoints.Where(other => Names(other, name) || Names(other, link)))
            {
                found ??= [];
                if (endpoint.Ipv4 is { } ipv4)
                    found.Add(ipv4);
                if (endpoint.Ipv6 is { } ipv6)
                    found.Add(ipv6);
            }
        }

        return found;
    }

    /// <summary>The name of an address, with its network's behind it; null when it is nobody's.</summary>
    /// <param name="name">Of <c>in-addr.arpa</c> (RFC 1035, 3.5) or <c>ip6.arpa</c> (RFC 3596, 2.5).</param>
    public string? FindReverse(string name)
    {
        if (AddressOf(name) is not { } address)
            return null;
        Endpoint? endpoint = Named().SelectMany(table => table.Endpoints)
            .FirstOrDefault(other => address.Equals(other.Ipv4) || address.Equals(other.Ipv6));
        return endpoint is null ? null : $"{endpoint.Name}.{endpoint.Network}";
    }

    private static bool Names(Endpoint endpoint, string name)
    {
        if (Is(endpoint, name))
            return true;
        string suffix = "." + endpoint.Network;
        return name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) && Is(endpoint, name[..^suffix.Length]);
    }

    private static bool Is(Endpoint endpoint, string name) =>
        name.Equals(endpoint.Name, StringComparison.OrdinalIgnoreCase)
        || endpoint.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
        || (name.Length == 12 && endpoint.ContainerId.StartsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who is meant by an alias that this container alone has for him (<c>--link</c>).</summary>
    private string LinkOf(EndpointTable table, string name) =>
        Own(table)?.Links.FirstOrDefault(link => link.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value
            ?? name;

    private Endpoint? Own(EndpointTable table) =>
        table.Endpoints.FirstOrDefault(endpoint => endpoint.ContainerId == _containerId);

    private IEnumerable<EndpointTable> Named() =>
        Networks().Where(table => Own(table) is { Network: not NetworkDrivers.DefaultBridge });

    private IEnumerable<EndpointTable> Networks()
    {
        foreach (string id in _sandbox.Value)
        {
            if (!_networks.TryGetValue(id, out WatchedFile<EndpointTable>? file))
            {
                file = new WatchedFile<EndpointTable>(_paths.Endpoints(id), NameFiles.Endpoints);
                _networks.Add(id, file);
            }

            yield return file.Value;
        }
    }

    private static IPAddress? AddressOf(string name)
    {
        string[] parts = name.Split('.');
        Array.Reverse(parts);
        return parts switch
        {
            ["arpa", "in-addr", .. { Length: 4 } numbers] => Parse(string.Join('.', numbers)),
            ["arpa", "ip6", .. { Length: 32 } digits] when digits.All(digit => digit.Length == 1) =>
                Parse(string.Join(':', digits.Chunk(4).Select(four => string.Concat(four)))),
            _ => null,
        };

        static IPAddress? Parse(string text) => IPAddress.TryParse(text, out IPAddress? address) ? address : null;
    }
}
