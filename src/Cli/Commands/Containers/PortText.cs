// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Containers;

/// <summary>The ports of a running container, as `ps` shows them: <c>0.0.0.0:8080->80/tcp, 443/tcp</c>.</summary>
internal static class PortText
{
    public static string Of(Container container, ContainerState state)
    {
        if (state.Status is not (ContainerStatus.Running or ContainerStatus.Paused))
            return "";
        var ports = new List<string>();
        foreach ((string port, PortBinding[] bindings) in container.HostConfig.PortBindings.OrderBy(port => port.Key, System.StringComparer.Ordinal))
            ports.AddRange(bindings.Select(binding => $"{(binding.HostIp.Length > 0 ? binding.HostIp : "0.0.0.0")}:{binding.HostPort}->{port}"));
        ports.AddRange(container.Config.ExposedPorts.Where(port => !container.HostConfig.PortBindings.ContainsKey(port)));
        return string.Join(", ", ports);
    }
}
