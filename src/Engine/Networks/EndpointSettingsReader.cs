// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using Husk.Engine.Containers;
using Husk.Networks;
using Husk.Networks.Addresses;

namespace Husk.Engine.Networks;

/// <summary>From what was asked for in one network to what the network is asked for.</summary>
internal static class EndpointSettingsReader
{
    private const string InterfaceOption = "com.docker.network.endpoint.ifname";
    private const string SysctlsOption = "com.docker.network.endpoint.sysctls";

    /// <summary>Refuses what no network could give, in docker's words (moby's validateEndpointSettings).</summary>
    /// <param name="network">As the user named it.</param>
    /// <param name="settings">What was asked for there.</param>
    public static void Check(string network, EndpointSettings settings)
    {
        Read(settings.IPv4Address, "IPv4", AddressFamily.InterNetwork);
        Read(settings.IPv6Address, "IPv6", AddressFamily.InterNetworkV6);
        foreach (string local in settings.LinkLocalIPs)
            Read(local, "link-local IP");
        bool wantsAddress = !string.IsNullOrEmpty(settings.IPv4Address) || !string.IsNullOrEmpty(settings.IPv6Address);
        bool isPredefined = network is "default" or NetworkDrivers.DefaultBridge or NetworkDrivers.Host
            or NetworkDrivers.None;
        if (wantsAddress && isPredefined)
            throw Invalid(network, "user specified IP address is supported on user defined networks only");

        foreach (string option in settings.DriverOpts.Keys.Except([InterfaceOption, SysctlsOption]))
        {
            throw Invalid(
                network, $"the driver option {option} is not known: there are {InterfaceOption} and {SysctlsOption}");
        }
        Sysctls(network, settings);

        void Read(string? text, string kind, AddressFamily? family = null)
        {
            bool wrong = !string.IsNullOrEmpty(text)
                && (!AddressText.TryParse(text, out IPAddress? address)
                    || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
                    || (family is not null && address.AddressFamily != family));
            if (wrong)
                throw Invalid(network, $"invalid {kind} address: {text}");
        }
    }

    /// <param name="network">Its name.</param>
    /// <param name="container">Who is to be there.</param>
    /// <param name="settings">What was asked for there.</param>
    public static EndpointSpec Read(string network, Container container, EndpointSettings settings) => new(network)
    {
        // Docker's other containers find it by its host name too.
        Aliases = [.. settings.Aliases.Append(container.Config.Hostname).Where(name => name.Length > 0).Distinct()],
        Links = Links(network == NetworkDrivers.DefaultBridge ? container.HostConfig.Links : settings.Links),
        Ipv4 = Address(settings.IPv4Address),
        Ipv6 = Address(settings.IPv6Address),
        LinkLocal = [.. settings.LinkLocalIPs.Select(address => Address(address)!)],
        MacAddress = settings.MacAddress,
        GatewayPriority = settings.GwPriority,
        Interface = settings.DriverOpts.GetValueOrDefault(InterfaceOption),
        Sysctls = Sysctls(network, settings),
    };

    /// <summary>By the alias, whose it is: <c>db:mysql</c>, or <c>db</c> for both.</summary>
    public static IReadOnlyDictionary<string, string> Links(IEnumerable<string> links)
    {
        var byAlias = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string[] parts in links.Select(link => link.Split(':', 2)))
            byAlias[parts[^1]] = parts[0];
        return byAlias;
    }

    /// <summary><c>net.ipv4.conf.IFNAME.log_martians=1,...</c>: of the interface alone, as in docker.</summary>
    private static Dictionary<string, string> Sysctls(string network, EndpointSettings settings)
    {
        var sysctls = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!settings.DriverOpts.TryGetValue(SysctlsOption, out string? text))
            return sysctls;
        foreach (string setting in text.Split(','))
        {
            // net.FAMILY.conf|neigh|mpls.IFNAME.NAME=VALUE
            string[] parts = setting.Split('=', 2);
            bool isOfInterface = parts.Length == 2 && !parts[0].Contains('/')
                && parts[0].Split('.') is ["net", { Length: > 0 }, "conf" or "neigh", "IFNAME", { Length: > 0 }];
            if (!isOfInterface)
            {
                throw Invalid(
                    network, $"invalid sysctl {setting}: the form is net.ipv4.conf.IFNAME.NAME=VALUE, with IFNAME as it stands here");
            }
            sysctls[parts[0]["net.".Length..].Replace('.', '/')] = parts[1];
        }

        return sysctls;
    }

    // What Check has let through.
    private static IPAddress? Address(string? text) => string.IsNullOrEmpty(text) ? null : IPAddress.Parse(text);

    private static EngineException Invalid(string network, string reason) =>
        new(EngineFault.InvalidArgument,
            $"invalid config for network {(network == "default" ? NetworkDrivers.DefaultBridge : network)}: invalid endpoint settings: {reason}");
}
