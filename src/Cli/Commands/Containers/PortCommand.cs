// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

internal static class PortCommand
{
    public static readonly Command Row = new(["container port", "port"], "CONTAINER [PRIVATE_PORT[/PROTO]]",
        "List port mappings or a specific mapping for the container")
    {
        Count = (1, 2),
        Run = Run,
    };

    private static Task<int> Run(Invocation call)
    {
        Container container = call.Containers.Find(call.Arguments[0]);
        List<(string Port, string Address)> mappings = Mappings(call.Containers, container);
        if (call.Argument(1) is not { } asked)
        {
            foreach ((string port, string address) in mappings)
                call.Streams.Out.Write($"{port} -> {address}\n");
            return Task.FromResult(0);
        }
        string number = asked.Split('/')[0];
        if (!ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            throw new EngineException(EngineFault.InvalidArgument, $"invalid port ({number}): it is no number");
        string wanted = asked.Contains('/') ? asked.ToLowerInvariant() : asked + "/tcp";
        string[] addresses = [.. mappings.Where(mapping => mapping.Port == wanted).Select(mapping => mapping.Address)];
        if (addresses.Length == 0)
        {
            throw new EngineException(
                EngineFault.NotFound, $"No public port '{asked}' published for {call.Arguments[0]}");
        }
        call.Streams.Out.Write(string.Concat(addresses.Select(address => address + "\n")));
        return Task.FromResult(0);
    }

    // As inspect tells it: what the network gave, and nothing for a container that does not run.
    private static List<(string Port, string Address)> Mappings(ContainerEngine containers, Container container)
    {
        var mappings = new List<(string, string)>();
        if (containers.Inspect(container.Id, sizes: false)?["NetworkSettings"]?["Ports"] is not JsonObject ports)
            return mappings;
        foreach ((string port, JsonNode? bindings) in ports.OrderBy(port => Order(port.Key))
            .ThenBy(port => port.Key, StringComparer.Ordinal))
        {
            foreach (JsonNode? binding in bindings as JsonArray ?? [])
            {
                string ip = (string?)binding!["HostIp"] ?? "";
                mappings.Add((port, $"{(ip.Contains(':') ? $"[{ip}]" : ip)}:{binding["HostPort"]}"));
            }
        }
        return mappings;
    }

    private static int Order(string port) => int.TryParse(port.Split('/')[0], out int number) ? number : int.MaxValue;
}
