// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Networks.Ports;
using NetworkBinding = Husk.Networks.Ports.PortBinding;
using PortBinding = Husk.Engine.Containers.PortBinding;

namespace Husk.Engine.Networks;

/// <summary>What <c>update --publish-add</c> and <c>--publish-rm</c> make of a container's published ports.
/// Pure.</summary>
internal static class PortChange
{
    /// <param name="container">As it is.</param>
    /// <param name="update">What is to change.</param>
    /// <param name="live">What is published while it runs: a port that was chosen can be named by its number.</param>
    /// <returns>As it is to be: what holds for its next start too.</returns>
    /// <exception cref="EngineException">Something is to be taken back that is not published: NotFound.</exception>
    public static Container Apply(Container container, ContainerUpdate update, IReadOnlyList<NetworkBinding> live)
    {
        var bindings = container.HostConfig.PortBindings.ToDictionary(pair => pair.Key, pair => pair.Value.ToList());
        foreach ((string port, PortBinding taken) in update.PublishRemove)
        {
            bool isLive = live.Any(binding => Covers(port, taken, binding));
            List<PortBinding> stored = bindings.GetValueOrDefault(port) ?? [];
            int removed = stored.RemoveAll(binding => IsMeant(port, taken, binding));
            if (removed == 0 && !isLive)
            {
                throw new EngineException(
                    EngineFault.NotFound, $"No public port '{port}' published for {container.Name}");
            }
            // The number of one that was chosen.
            if (removed == 0 && stored.FindIndex(binding => binding.HostPort.Length == 0) is >= 0 and int chosen)
                stored.RemoveAt(chosen);
        }

        foreach ((string port, PortBinding binding) in update.PublishAdd)
        {
            if (!bindings.TryGetValue(port, out List<PortBinding>? present))
                bindings.Add(port, present = []);
            present.Add(binding);
        }

        return container with
        {
            HostConfig = container.HostConfig with
            {
                PortBindings = bindings.Where(pair => pair.Value.Count > 0)
                    .ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()),
            },
            Config = container.Config with
            {
                ExposedPorts = [.. container.Config.ExposedPorts.Union(update.PublishAdd.Select(add => add.Port))],
            },
        };
    }

    public static IReadOnlyList<PortMapping> Mappings(IEnumerable<(string Port, PortBinding Binding)> ports) =>
        [.. ports.SelectMany(port => PortArguments.Mappings(port.Port, port.Binding))];

    private static bool IsMeant(string port, PortBinding taken, PortBinding stored)
    {
        if (taken.HostIp.Length > 0 && taken.HostIp != stored.HostIp)
            return false;
        if (taken.HostPort.Length == 0)
            return true;
        if (stored.HostPort.Length == 0)
            return false;
        PortMapping one = PortArguments.Mappings(port, taken)[0], other = PortArguments.Mappings(port, stored)[0];
        return one.HostPort <= other.LastHostPort && other.HostPort <= one.LastHostPort;
    }

    private static bool Covers(string port, PortBinding taken, NetworkBinding binding) =>
        PortArguments.Mappings(port, taken).Any(mapping => mapping.Covers(binding));
}
