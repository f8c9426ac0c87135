// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>The ports of a running container, as `ps` shows them: <c>443/tcp, 0.0.0.0:8080->80/tcp,
/// [::]:8080->80/tcp</c>.</summary>
internal static class PortText
{
    /// <summary>
    /// Docker's line: ports that are published as themselves, or not at all, are put together to ranges; behind them
    /// stand those that are other ports on the host.
    /// </summary>
    public static string Of(ContainerSummary summary)
    {
        if (summary.Ports.Count == 0)
            return "";
        PublishedPort[] ports =
        [
            .. summary.Ports.OrderBy(port => port.PrivatePort).ThenBy(port => port.Ip, StringComparer.Ordinal)
                .ThenBy(port => port.PublicPort).ThenBy(port => port.Type, StringComparer.Ordinal),
        ];
        ILookup<bool, PublishedPort> moved =
            ports.ToLookup(port => port.Ip.Length > 0 && port.PublicPort != port.PrivatePort);
        var closed = new List<string>();
        var open = new List<string>();
        foreach (IGrouping<(string Ip, string Type), PublishedPort> group in moved[false]
            .GroupBy(port => (port.Ip, port.Type)))
        {
            (int First, int Last)[] ranges = [.. Ranges(group.Select(port => port.PrivatePort))];
            closed.AddRange(ranges[..^1].Select(range => Text(group.Key.Ip, range, group.Key.Type)));
            open.Add(Text(group.Key.Ip, ranges[^1], group.Key.Type));
        }

        return string.Join(", ", closed.Concat(open).Concat(moved[true].Select(port =>
            $"{At(port.Ip, port.PublicPort.ToString(CultureInfo.InvariantCulture))}->{port.PrivatePort}/{port.Type}")));
    }

    private static IEnumerable<(int First, int Last)> Ranges(IEnumerable<int> numbers)
    {
        (int First, int Last)? range = null;
        foreach (int number in numbers)
        {
            if (range is { } ended && number != ended.Last + 1)
                yield return ended;
            range = range is { } begun && number == begun.Last + 1 ? (begun.First, number) : (number, number);
        }

        if (range is { } last)
            yield return last;
    }

    private static string Text(string ip, (int First, int Last) range, string type)
    {
        string ports = string.Create(
            CultureInfo.InvariantCulture, $"{range.First}{(range.Last > range.First ? "-" + range.Last : "")}");
        return ip.Length > 0 ? $"{At(ip, ports)}->{ports}/{type}" : $"{ports}/{type}";
    }

    private static string At(string ip, string port) => ip.Contains(':') ? $"[{ip}]:{port}" : $"{ip}:{port}";
}
