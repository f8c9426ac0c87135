// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using Husk.Networks.Addresses;

namespace Husk.Networks.Names;

/// <summary>Makes a container's <c>/etc/hosts</c> (hosts(5)).</summary>
public static class HostsFile
{
    /// <summary>What <c>--add-host</c> calls the host's address in the container's network.</summary>
    public const string HostGateway = "host-gateway";

    /// <param name="hostname">The container's; with a domain behind it, the part before the dot is a name too.</param>
    /// <param name="domain">Its domain (<c>--domainname</c>); empty for none.</param>
    /// <param name="endpoints">Whose addresses are the container's own.</param>
    /// <param name="extra">From <see cref="ParseExtra"/>, in the user's order.</param>
    /// <param name="links">Legacy links of the default bridge: the address, and its names.</param>
    public static string Text(
        string hostname,
        string domain,
        IReadOnlyList<Endpoint> endpoints,
        IReadOnlyList<(string Name, IPAddress Address)> extra,
        IReadOnlyList<(IPAddress Address, string Names)> links)
    {
        var text = new StringBuilder("127.0.0.1\tlocalhost\n");
        // Where there is no IPv6 the names would lead programs to addresses that they cannot bind.
        if (endpoints.Any(endpoint => endpoint.Ipv6 is not null))
        {
            text.Append("::1\tlocalhost ip6-localhost ip6-loopback\nfe00::\tip6-localnet\nff00::\tip6-mcastprefix\n")
                .Append("ff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n");
        }

        foreach ((string name, IPAddress address) in extra)
            text.Append($"{address}\t{name}\n");
        foreach (string line in Own(hostname, domain, endpoints))
            text.Append(line).Append('\n');

        foreach ((IPAddress address, string names) in links)
            text.Append($"{address}\t{names}\n");
        return text.ToString();
    }

    /// <summary>The lines of the container's own addresses.</summary>
    public static IEnumerable<string> Own(string hostname, string domain, IReadOnlyList<Endpoint> endpoints) =>
        from endpoint in endpoints
        from address in new[] { endpoint.Ipv4, endpoint.Ipv6 }.OfType<IPAddress>()
        select $"{address}\t{OwnNames(hostname, domain)}";

    /// <summary>Reads an argument of <c>--add-host</c>: <c>name:address</c>, <c>name=address</c>, <c>name:[::1]</c>,
    /// <c>name:host-gateway</c>.</summary>
    /// <param name="argument">What the user wrote.</param>
    /// <param name="gateway">What <see cref="HostGateway"/> is; null where the container has no network of its
    /// own.</param>
    /// <exception cref="NetworkException">It is none of these; in docker's words.</exception>
    public static (string Name, IPAddress Address) ParseExtra(string argument, IPAddress? gateway)
    {
        int at = argument.IndexOfAny(['=', ':']);
        if (at < 1 || at == argument.Length - 1)
            throw NetworkException.Invalid($"bad format for add-host: \"{argument}\"");
        string name = argument[..at], value = argument[(at + 1)..];
        if (value != HostGateway)
            return (name, AddressText.Parse(value, "IP address in add-host"));
        return gateway is null
            ? throw NetworkException.Invalid(
                $"unable to derive the IP value for {HostGateway}: no network of the container leads to the host")
            : (name, gateway);
    }

    private static string OwnNames(string hostname, string domain)
    {
        if (domain.Length > 0)
            return $"{hostname}.{domain} {hostname}";
        int dot = hostname.IndexOf('.');
        return dot > 0 ? $"{hostname} {hostname[..dot]}" : hostname;
    }
}
