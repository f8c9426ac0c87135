// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Engine.Containers.Specs;

/// <summary>What cannot be asked for together, since the namespace that it is about is another's; in docker's
/// words.</summary>
internal static class ConflictRules
{
    private const string Undefined = ". This would result in undefined behavior";

    /// <param name="request">As the user gave it: what the image says does not count.</param>
    /// <exception cref="EngineException">InvalidArgument.</exception>
    public static void Check(ContainerRequest request)
    {
        (ContainerConfig config, HostConfig host) = (request.Config, request.HostConfig);
        Refuse(host.UTSMode == "host" && config.Hostname.Length > 0, "hostname and the UTS mode");
        Refuse(host.NetworkMode == "host" && host.Links.Length > 0,
            "host type networking can't be used with links" + Undefined);
        if (request.Networks.Count > 1 && request.Networks.Keys.Any(IsAlone))
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"Container cannot be connected to network endpoints: {string.Join(", ", request.Networks.Keys)}");
        }

        Refuse(IsAlone(host.NetworkMode) && request.Networks.Values.Any(network => network.MacAddress is not null),
            "mac-address and the network mode");
        if (host.NetworkMode is "container" or "container:")
        {
            throw new EngineException(
                EngineFault.InvalidArgument, "invalid network mode: invalid container format container:<name|id>");
        }

        if (!IsShared(host.NetworkMode))
            return;
        Refuse(config.Hostname.Length > 0, "hostname and the network mode");
        Refuse(host.Links.Length > 0, "container type network can't be used with links" + Undefined);
        Refuse(host.Dns.Length > 0, "dns and the network mode");
        Refuse(host.ExtraHosts.Length > 0, "custom host-to-IP mapping and the network mode");
        Refuse(host.PortBindings.Count > 0 || host.PublishAllPorts,
            "port publishing and the container type network mode");
        Refuse(config.ExposedPorts.Length > 0, "port exposing and the container type network mode");
    }

    private static bool IsShared(string mode) => mode.StartsWith("container:", StringComparison.Ordinal);

    private static bool IsAlone(string network) => network is "host" or "none" || IsShared(network);

    private static void Refuse(bool both, string what)
    {
        if (both)
            throw new EngineException(EngineFault.InvalidArgument, "conflicting options: " + what);
    }
}
