// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Networks.Ports;
using PortBinding = Husk.Engine.Containers.PortBinding;

namespace Husk.Engine.Networks;

/// <summary>What users write about ports, in the words of HostConfig: <c>80/tcp</c>, and where on the host.</summary>
public static class PortArguments
{
    /// <summary>An argument of <c>-p</c>: each port of the container, and where it is to be published.</summary>
    /// <exception cref="EngineException">It is none of the forms of <see cref="PortMapping.Parse"/>.</exception>
    public static IReadOnlyList<(string Port, PortBinding Binding)> Published(string argument) =>
        EngineException.Guard(() =>
        (IReadOnlyList<(string, PortBinding)>)[.. PortMapping.Parse(argument)
            .Select(mapping => (Key(mapping), Binding(mapping)))]);

    /// <summary>An argument of <c>--expose</c>: the ports it names.</summary>
    /// <exception cref="EngineException">It is no port, nor a range.</exception>
    public static IReadOnlyList<string> Exposed(string argument) =>
        EngineException.Guard(() => (IReadOnlyList<string>)[.. PortMapping.ParseExposed(argument).Select(Key)]);

    /// <summary>The other way round: what a member of HostConfig's PortBindings asks for.</summary>
    internal static IReadOnlyList<PortMapping> Mappings(string port, PortBinding binding)
    {
        string address = binding.HostIp.Contains(':') ? $"[{binding.HostIp}]" : binding.HostIp;
        return PortMapping.Parse($"{address}:{binding.HostPort}:{port}");
    }

    internal static IEnumerable<PortMapping> Mappings(IReadOnlyDictionary<string, PortBinding[]> ports) =>
        ports.SelectMany(port => port.Value.SelectMany(binding => Mappings(port.Key, binding)));

    private static string Key(PortMapping mapping) => Key(mapping.ContainerPort, mapping.Protocol);

    internal static string Key(int port, PortProtocol protocol) =>
        string.Create(CultureInfo.InvariantCulture, $"{port}/{protocol.ToString().ToLowerInvariant()}");

    private static PortBinding Binding(PortMapping mapping) => new()
    {
        HostIp = mapping.HostAddress?.ToString() ?? "",
        HostPort = mapping.HostPort == 0 ? ""
            : mapping.LastHostPort > mapping.HostPort
                ? string.Create(CultureInfo.InvariantCulture, $"{mapping.HostPort}-{mapping.LastHostPort}")
                : mapping.HostPort.ToString(CultureInfo.InvariantCulture),
    };
}
