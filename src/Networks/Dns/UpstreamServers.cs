// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using Husk.Linux;

namespace Husk.Networks.Dns;

/// <summary>Whom to ask for the names of others: servers that were named, or the host's, as they change.</summary>
internal sealed class UpstreamServers
{
    /// <summary>As many as resolv.conf(5) has (MAXNS).</summary>
    private const int Most = 3;

    private const int Port = 53;

    private readonly IReadOnlyList<InetAddress>? _named;
    private readonly WatchedFile<IReadOnlyList<InetAddress>> _ofHost;

    /// <param name="named">Addresses (<c>--dns</c>); none for those of the host.</param>
    /// <param name="hostFile">The host's resolv.conf.</param>
    public UpstreamServers(IReadOnlyList<string> named, string hostFile)
    {
        _named = named.Count == 0 ? null : Read(named);
        _ofHost = new WatchedFile<IReadOnlyList<InetAddress>>(hostFile, content =>
        {
            string[] lines = Encoding.UTF8.GetString(content ?? []).Split('\n');
            IReadOnlyList<InetAddress> servers = Read(
                lines.Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    .Where(words => words is ["nameserver", _, ..]).Select(words => words[1]));
            // resolv.conf(5): without entries it is the server on the local machine.
            return servers.Count > 0 ? servers : Read(["127.0.0.1"]);
        });
    }

    public IReadOnlyList<InetAddress> List => _named ?? _ofHost.Value;

    private static IReadOnlyList<InetAddress> Read(IEnumerable<string> texts) =>
    [
        .. texts.Select(text => IPAddress.TryParse(text, out IPAddress? address) ? address : null).OfType<IPAddress>()
            .Select(address => new InetAddress(address.GetAddressBytes(), Port)
            {
                Scope = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
                    ? (int)address.ScopeId
                    : 0,
            })
            .Take(Most),
    ];
}
