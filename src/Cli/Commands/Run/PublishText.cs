// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Run;

/// <summary>
/// <c>-p</c> in its forms, <c>[address:][host[-host]:]port[-port][/protocol]</c> and <c>target=80,published=8080,protocol=tcp</c>,
/// and <c>--expose</c>.
/// </summary>
internal static class PublishText
{
    /// <summary>Where each port is published, by <c>80/tcp</c>.</summary>
    /// <exception cref="FormatException">It is none of the forms.</exception>
    public static IReadOnlyDictionary<string, PortBinding[]> Bindings(IEnumerable<string> arguments) =>
        arguments.SelectMany(argument => Parse(Plain(argument))).GroupBy(pair => pair.Port)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Binding).ToArray(),
                StringComparer.Ordinal);

    /// <summary>What is published, and what is only noted.</summary>
    /// <exception cref="FormatException">It is no port, nor a range.</exception>
    public static string[] Exposed(IEnumerable<string> published, IEnumerable<string> exposed) =>
        [.. published.SelectMany(argument => Parse(Plain(argument))).Select(pair => pair.Port).Concat(exposed.SelectMany(Expose)).Distinct()];

    private static IEnumerable<string> Expose(string argument)
    {
        if (argument.Contains(':'))
            throw new FormatException($"invalid port format for --expose: {argument}");
        string[] parts = argument.Split('/', 2);
        (int first, int last) = Range(parts[0])
            ?? throw new FormatException($"invalid range format for --expose: {argument}, error: invalid port");
        string protocol = Protocol(parts);
        return Enumerable.Range(first, last - first + 1).Select(port => $"{port}/{protocol}");
    }

    private static IEnumerable<(string Port, PortBinding Binding)> Parse(string argument)
    {
        string[] parts = argument.Split(':');
        string container = parts[^1], host = parts.Length > 1 ? parts[^2] : "";
        string address = string.Join(':', parts.SkipLast(2));
        string[] sides = container.Split('/', 2);
        string protocol = Protocol(sides);
        if (address is ['[', .., ']'])
            address = address[1..^1];
        if (address.Length > 0 && !IPAddress.TryParse(address, out _))
            throw new FormatException("invalid IP address: " + address);
        if (sides[0].Length == 0)
            throw new FormatException($"no port specified: {argument}<empty>");
        (int first, int last) = Range(sides[0]) ?? throw new FormatException("invalid containerPort: " + sides[0]);
        (int First, int Last)? hosts = host.Length == 0 ? null : Range(host)
            ?? throw new FormatException("invalid hostPort: " + host);
        bool one = first == last;
        if (hosts is { } given && !one && last - first != given.Last - given.First)
            throw new FormatException($"invalid ranges specified for container and host Ports: {sides[0]} and {host}");
        for (int i = 0; i <= last - first; i++)
        {
            string at = hosts is not { } range ? ""
                // One port of the container's may be on any of several of the host's.
                : one && range.Last > range.First ? $"{range.First}-{range.Last}"
                : (range.First + i).ToString(CultureInfo.InvariantCulture);
            yield return ($"{first + i}/{protocol}", new PortBinding { HostIp = address, HostPort = at });
        }
    }

    private static string Protocol(string[] sides)
    {
        string protocol = sides.Length > 1 && sides[1].Length > 0 ? sides[1].ToLowerInvariant() : "tcp";
        return protocol is "tcp" or "udp" or "sctp" ? protocol
            : throw new FormatException("invalid proto: " + protocol);
    }

    private static (int First, int Last)? Range(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length <= 2 && Port(ends[0]) is { } first && Port(ends[^1]) is { } last && first <= last
            ? (first, last) : null;
    }

    private static int? Port(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;

    private static string Plain(string argument)
    {
        if (!argument.Contains('='))
            return argument;
        var fields = new Dictionary<string, string> { ["protocol"] = "tcp" };
        foreach (string field in argument.Split(','))
        {
            int equals = field.IndexOf('=');
            if (equals <= 0)
                throw new FormatException($"invalid publish opts format (should be name=value but got '{field}')");
            fields[field[..equals]] = field[(equals + 1)..];
        }
        return $"{fields.GetValueOrDefault("published", "")}:{fields.GetValueOrDefault("target", "")}/{fields["protocol"]}";
    }
}
