// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using Husk.Networks.Dns;

namespace Husk.Networks.Names;

/// <summary>Makes a container's <c>/etc/resolv.conf</c> (resolv.conf(5)).</summary>
public static class ResolverFile
{
    /// <summary>
    /// Who may be asked where the host has only a server on its own loopback, which no container reaches: as docker,
    /// whose users find it in their logs.
    /// </summary>
    private static readonly string[] Public = ["8.8.8.8", "8.8.4.4"];

    /// <summary>For a container whose names are served by its monitor: it asks <see cref="Resolver.Address"/>
    /// alone.</summary>
    /// <param name="host">The host's resolv.conf.</param>
    /// <param name="settings">What the user wants.</param>
    public static string ForResolver(string host, ResolverSettings settings)
    {
        // Names of containers have no dot: they are asked for as they are before a domain is put behind them.
        IReadOnlyList<string> options = Options(host, settings);
        return Text(
            [Resolver.Address],
            Search(host, settings),
            options.Any(option => option.StartsWith("ndots:", StringComparison.Ordinal))
                ? options
                : [.. options, "ndots:0"]);
    }

    /// <summary>For a container of the default bridge, or with the host's network: it asks the host's servers
    /// itself.</summary>
    /// <param name="host">The host's resolv.conf.</param>
    /// <param name="settings">What the user wants.</param>
    /// <param name="sharesHost">Whether the host's loopback is the container's.</param>
    public static string ForServers(string host, ResolverSettings settings, bool sharesHost)
    {
        IReadOnlyList<string> servers = settings.Servers.Count > 0
            ? settings.Servers
            : [.. Values(host, "nameserver").Select(words => words[0])
                .Where(server => sharesHost || !IsLoopback(server))];
        return Text(servers.Count > 0 ? servers : Public, Search(host, settings), Options(host, settings));
    }

    private static string Text(
        IReadOnlyList<string> servers, IReadOnlyList<string> search, IReadOnlyList<string> options)
    {
        var text = new StringBuilder();
        foreach (string server in servers)
            text.Append($"nameserver {server}\n");
        if (search.Count > 0)
            text.Append("search ").AppendJoin(' ', search).Append('\n');
        if (options.Count > 0)
            text.Append("options ").AppendJoin(' ', options).Append('\n');
        return text.ToString();
    }

    /// <summary>A single dot is how docker's users say: none.</summary>
    private static IReadOnlyList<string> Search(string host, ResolverSettings settings) => settings.Search switch
    {
        ["."] => [],
        { Count: > 0 } chosen => chosen,
        // The last line counts (resolv.conf(5)).
        _ => Values(host, "search").LastOrDefault() ?? [],
    };

    private static IReadOnlyList<string> Options(string host, ResolverSettings settings) =>
        settings.Options.Count > 0 ? settings.Options : [.. Values(host, "options").SelectMany(words => words)];

    private static IEnumerable<string[]> Values(string host, string key) =>
        from line in host.Split('\n')
        let words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        where words.Length > 1 && words[0] == key
        select words[1..];

    private static bool IsLoopback(string server) =>
        IPAddress.TryParse(server, out IPAddress? address) && IPAddress.IsLoopback(address);
}
