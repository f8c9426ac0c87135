// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Husk.Networks.Ports;

namespace Husk.Networks.Names;

/// <summary>
/// What <c>--link</c> does on the default bridge: variables and a line of <c>/etc/hosts</c>, as they were when the
/// container was started. Docker calls it legacy and has kept it for ten years.
/// </summary>
/// <param name="Parent">The name of the container that has the link.</param>
/// <param name="Alias">What it calls the other one.</param>
/// <param name="Name">The other's name.</param>
/// <param name="ContainerId">The other's id.</param>
/// <param name="Address">The other's address.</param>
public sealed record LegacyLink(string Parent, string Alias, string Name, string ContainerId, IPAddress Address)
{
    /// <summary>The names of its line in <c>/etc/hosts</c>.</summary>
    public string HostNames =>
        string.Join(' ', new[] { Alias, ContainerId[..Math.Min(12, ContainerId.Length)], Name }.Distinct());

    /// <summary>The container's variables about the other one, as <c>KEY=value</c>.</summary>
    /// <param name="exposed">The ports that the other one exposes.</param>
    /// <param name="environment">The other's own variables.</param>
    public IReadOnlyList<string> Environment(IReadOnlyList<PortMapping> exposed, IReadOnlyList<string> environment)
    {
        string alias = Alias.Replace('-', '_').ToUpperInvariant();
        var variables = new List<string>();
        PortMapping[] ports =
            [.. exposed.OrderBy(port => port.ContainerPort).ThenBy(port => port.Protocol != PortProtocol.Tcp)];
        if (ports.Length > 0)
            variables.Add($"{alias}_PORT={Url(ports[0])}");
        foreach (PortMapping[] range in Ranges(ports))
        {
            if (range.Length > 2)
            {
                string prefix = Prefix(alias, range[0]);
                variables.AddRange(
                [
                    $"{prefix}_START={Url(range[0])}",
                    $"{prefix}_PORT_START={range[0].ContainerPort}",
                    $"{prefix}_END={Url(range[^1])}",
                    $"{prefix}_PORT_END={range[^1].ContainerPort}",
                ]);
            }

            variables.AddRange(range.SelectMany(port => About(alias, port)));
        }

        variables.Add($"{alias}_NAME=/{Parent}/{Alias}");
        // Those two are about the other's files.
        variables.AddRange(environment
            .Where(variable => variable.Contains('=') && variable.Split('=')[0] is not ("HOME" or "PATH"))
            .Select(variable => $"{alias}_ENV_{variable}"));
        return variables;
    }

    private IEnumerable<string> About(string alias, PortMapping port)
    {
        string prefix = Prefix(alias, port);
        yield return $"{prefix}={Url(port)}";
        yield return $"{prefix}_ADDR={Address}";
        yield return $"{prefix}_PORT={port.ContainerPort}";
        yield return $"{prefix}_PROTO={Protocol(port)}";
    }

    /// <summary>Ports of one protocol that follow each other; docker speaks of a range where there are three.</summary>
    private static IEnumerable<PortMapping[]> Ranges(IEnumerable<PortMapping> ports)
    {
        foreach (IGrouping<PortProtocol, PortMapping> group in ports.GroupBy(port => port.Protocol))
        {
            var range = new List<PortMapping>();
            foreach (PortMapping port in group)
            {
                if (range.Count > 0 && port.ContainerPort != range[^1].ContainerPort + 1)
                {
                    yield return [.. range];
                    range.Clear();
                }

                range.Add(port);
            }

            yield return [.. range];
        }
    }

    private static string Prefix(string alias, PortMapping port) =>
        $"{alias}_PORT_{port.ContainerPort}_{Protocol(port).ToUpperInvariant()}";

    private static string Protocol(PortMapping port) => port.Protocol.ToString().ToLowerInvariant();

    private string Url(PortMapping port) => $"{Protocol(port)}://{Address}:{port.ContainerPort}";
}
