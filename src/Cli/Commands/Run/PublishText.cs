// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Run;

/// <summary>
/// <c>-p</c> in its forms, <c>[address:][host[-host]:]port[-port][/protocol]</c> and
/// <c>target=80,published=8080,protocol=tcp</c>, and <c>--expose</c>.
/// </summary>
internal static class PublishText
{
    /// <summary>Where each port is published, by <c>80/tcp</c>.</summary>
    public static IReadOnlyDictionary<string, PortBinding[]> Bindings(IEnumerable<string> arguments) =>
        Ports(arguments).GroupBy(pair => pair.Port)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Binding).ToArray(),
                StringComparer.Ordinal);

    /// <summary>The same in the order it was said.</summary>
    public static IReadOnlyList<(string Port, PortBinding Binding)> Ports(IEnumerable<string> arguments) =>
        [.. arguments.SelectMany(argument => PortArguments.Published(Plain(argument)))];

    /// <summary>What is published, and what is only noted.</summary>
    public static string[] Exposed(IEnumerable<string> published, IEnumerable<string> exposed) =>
    [
        .. Ports(published).Select(pair => pair.Port).Concat(exposed.SelectMany(PortArguments.Exposed)).Distinct(),
    ];

    private static string Plain(string argument)
    {
        if (!argument.Contains('='))
            return argument;
        var fields = new Dictionary<string, string> { ["protocol"] = "tcp" };
        foreach (string field in argument.Split(','))
        {
            string[] pair = field.Split('=', 2);
            if (pair is not [{ Length: > 0 } key, var value])
                throw new FormatException($"invalid publish opts format (should be name=value but got '{field}')");
            fields[key] = key switch
            {
                "protocol" or "published" or "target" => value,
                // The routing mesh is a swarm's; on one host there is one mode.
                "mode" when value is "ingress" or "host" => value,
                "mode" =>
                    throw new FormatException(
                        $"invalid publish mode value ({value}): must be either 'ingress' or 'host'"),
                _ => throw new FormatException($"invalid field key {key}"),
            };
        }

        return $"{fields.GetValueOrDefault("published", "")}:{fields.GetValueOrDefault("target", "")}/{fields["protocol"]}";
    }
}
