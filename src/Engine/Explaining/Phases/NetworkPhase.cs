// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Explaining.Shell;
using Husk.Networks;

namespace Husk.Engine.Explaining.Phases;

/// <summary>The network namespace, its cable, and who reaches it.</summary>
internal static class NetworkPhase
{
    public static ExplainedPhase Of(RunFacts facts) =>
        new("network", "A network of its own",
            facts.Network is { } network ? [.. Steps(facts, network)] : [Shared(facts)]);

    private static ExplainedStep Shared(RunFacts facts)
    {
        string mode = facts.Container.HostConfig.NetworkMode;
        return mode == "host"
            ? new ExplainedStep("stay in the host's network", "--network host: its interfaces, its ports, its firewall")
            : new ExplainedStep($"join the network of {mode["container:".Length..]}",
                "one namespace for both: they share addresses and ports")
            {
                Shell = [$"nsenter --net={facts.Spec.Linux?.Namespaces.FirstOrDefault(each => each.Type == "network")?.Path} ..."],
            };
    }

    private static IEnumerable<ExplainedStep> Steps(RunFacts facts, NetworkForesight network)
    {
        string path = ShellText.Quote(facts.Paths.NetworkNamespace);
        var lines = new NetworkLines(path);
        yield return new ExplainedStep(
            $"make a network namespace, kept by {facts.Paths.NetworkNamespace}",
            "before the container, so that it has its addresses when it begins; a mount on the file keeps it (network_namespaces(7))")
        {
            Shell = [$"touch {path} && unshare --net={path} ip link set lo up"],
        };
        Endpoint? gateway = EndpointWords.Gateway(network.Sandbox.Endpoints);
        foreach ((Endpoint endpoint, Network of) in network.Sandbox.Endpoints.Zip(network.Networks))
        {
            if (of.Driver == NetworkDrivers.Bridge)
            {
                yield return new ExplainedStep($"see to it that the bridge {of.BridgeName} is there",
                    $"the network {of.Name}: a switch in the kernel, whose own address is the containers' gateway")
                {
                    Shell = [.. NetworkLines.Bridge(of)],
                };
            }

            yield return Cable(lines, endpoint, of);
            yield return Address(lines, endpoint, of);
        }

        if (gateway is not null)
        {
            yield return new ExplainedStep($"let the default route be {gateway.Ipv4Gateway ?? gateway.Ipv6Gateway}",
                "what is not in its own network goes to the host, which passes it on (ip_forward)")
            {
                Shell = [.. lines.DefaultRoutes(gateway)],
            };
        }

        if (network.Elements.Count > 0)
        {
            yield return new ExplainedStep("tell the firewall of it",
                "one table of husk's, `nft list table inet husk`; a network or a port more is an element of a set, not a rule")
            {
                Shell = [.. network.Elements.Select(element => "nft " + ShellText.Quote(element))],
                Later = network.Sandbox.Bindings.Count > 0
                    ? "a port of the host that nobody named is the next free one of net.ipv4.ip_local_port_range"
                    : "",
            };
        }
    }

    private static ExplainedStep Cable(NetworkLines lines, Endpoint endpoint, Network network) =>
        endpoint.Device.Length == 0
        ? new ExplainedStep($"share an interface of the host as {endpoint.Interface}",
            $"the network {network.Name}, macvlan: a host of its own on the wire")
        {
            Shell = [.. lines.Cable(endpoint, network)],
        }
        : new ExplainedStep($"lay a cable from {endpoint.Device} on the host to {endpoint.Interface} in the container",
            "two interfaces that are one cable (veth(4)); the host's end is plugged into the bridge")
        {
            Shell = [.. lines.Cable(endpoint, network)],
            Later = "the host's end is called by twelve random digits",
        };

    private static ExplainedStep Address(NetworkLines lines, Endpoint endpoint, Network network)
    {
        string addresses =
            string.Join(" and ", new[] { endpoint.Ipv4, endpoint.Ipv6 }.Where(address => address is not null));
        return new ExplainedStep($"give {endpoint.Interface} {(addresses.Length > 0 ? addresses : "no address")}",
            $"of {string.Join(", ", network.Subnets.Select(subnet => subnet.Prefix))}")
        {
            Shell = [.. lines.Addresses(endpoint)],
            Later = "an address that nobody named is the next free one behind the one that was given out last: now this",
        };
    }
}
