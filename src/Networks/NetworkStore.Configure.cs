// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Networks.Drivers;
using Husk.Networks.State;

namespace Husk.Networks;

public sealed partial class NetworkStore
{
    private static void CheckDriver(NetworkSpec spec)
    {
        if (spec.Driver is not (NetworkDrivers.Bridge or NetworkDrivers.Macvlan))
        {
            throw NetworkException.Invalid(spec.Driver is NetworkDrivers.Host or NetworkDrivers.Null
                ? $"only one instance of \"{spec.Driver}\" network is allowed"
                : $"could not find plugin {spec.Driver} in v1 plugin registry: plugin not found; drivers are bridge and macvlan");
        }

        NetworkOptions.Check(spec.Driver, spec.Options, spec.Internal);
        if (spec.Driver == NetworkDrivers.Macvlan)
            MacvlanDriver.Check(spec);
        if (spec.Ipv4)
            return;
        if (!spec.Ipv6 && !spec.Subnets.Any(subnet => subnet.Subnet.Contains(':')))
            throw NetworkException.Invalid("a network without IPv4 needs IPv6: add --ipv6");
        if (spec.Subnets.FirstOrDefault(subnet => !subnet.Subnet.Contains(':')) is { } ipv4)
            throw NetworkException.Invalid($"the subnet {ipv4.Subnet} is of IPv4, which the network is not to have");
    }

    /// <summary>A network to be copied from has what is copied, and nothing else; docker's words.</summary>
    private static void CheckConfigOnly(NetworkSpec spec)
    {
        if (spec.ConfigFrom is not null)
        {
            throw new NetworkException(
                NetworkFault.Forbidden, "a configuration network cannot depend on another configuration network");
        }

        if (spec.Internal || spec.Attachable)
        {
            throw new NetworkException(
                NetworkFault.Forbidden,
                "configuration network can only contain network specific fields. Network operator fields like "
                + "[ ingress | internal | attachable | scope ] are not supported.");
        }
    }

    /// <summary>What is asked for, with subnets, options and labels of the network that it names.</summary>
    private NetworkSpec Configured(NetworkSpec spec)
    {
        if (spec.ConfigFrom is not { } name)
            return spec;
        bool isOwn = spec.Subnets.Count + spec.Labels.Count > 0 || !spec.Ipv4 || spec.Ipv6;
        if (isOwn || spec.Options.Count > 0)
        {
            throw new NetworkException(
                NetworkFault.Forbidden,
                (isOwn ? "user specified configurations" : "network driver options")
                + " are not supported if the network depends on a configuration network");
        }

        Network from = StateFile.Read(_paths.Definition(name), StateJson.Default.Network) is { ConfigOnly: true } found
            ? found
            : throw new NetworkException(NetworkFault.NotFound, $"configuration network \"{name}\" not found");
        return spec with
        {
            Subnets =
            [
                .. from.Subnets.Select(subnet => new SubnetSpec(subnet.Prefix.ToString())
                {
                    Gateway = subnet.Gateway.ToString(),
                    Range = subnet.Range?.ToString(),
                    Auxiliary = subnet.Auxiliary.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
                }),
            ],
            Ipv4 = !from.WithoutIpv4,
            Ipv6 = from.Ipv6,
            Options = from.Options,
            Labels = from.Labels,
        };
    }
}
