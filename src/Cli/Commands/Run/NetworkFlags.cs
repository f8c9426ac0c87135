// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine.Containers;
using Husk.Engine.Networks;

namespace Husk.Cli.Commands.Run;

/// <summary>Networks, names and published ports.</summary>
internal static class NetworkFlags
{
    private static readonly Flag Network = RunFlags.Many(
        "network", "Network to be in: bridge, host, none, container:NAME, a network's name, or name=...,alias=...,ip=...", value: "network", check: CheckNetwork);

    private static readonly Flag Alias = RunFlags.Many("network-alias", "Further name of the container in its network");

    private static readonly Flag DnsOption = RunFlags.Many("dns-option", "Option of the resolver (resolv.conf(5))");

    public static readonly Flag[] All =
    [
        RunFlags.Many("add-host", "Further line of /etc/hosts: NAME:ADDRESS, or NAME:host-gateway",
            check: value => Host(value)),
        RunFlags.Many("dns", "Name server to ask", check: value => CheckAddress(value.Trim())),
        DnsOption,
        RunFlags.Alias("dns-opt", DnsOption),
        RunFlags.Many("dns-search", "Domain to look for names in", check: value => Domain(value)),
        RunFlags.Many("expose", "Port, or range of ports, to note as used"),
        RunFlags.Text("ip", "IPv4 address in the network"),
        RunFlags.Text("ip6", "IPv6 address in the network"),
        RunFlags.Many("link", "Other container to know by a name: NAME[:ALIAS]", check: CheckLink),
        RunFlags.Many("link-local-ip", "Link-local address in the network"),
        RunFlags.Text("mac-address", "MAC address in the network"),
        Network,
        RunFlags.Alias("net", Network),
        Alias,
        RunFlags.Alias("net-alias", Alias),
        RunFlags.Many("publish", "Publish a port on the host: [ADDRESS:][HOST:]PORT[/PROTOCOL]", 'p'),
        RunFlags.Switch("publish-all", "Publish all exposed ports on free ports of the host", 'P'),
    ];

    public static HostConfig Apply(FlagValues flags, HostConfig host)
    {
        string mode = flags.List("network").Select(NetworkText.Parse).FirstOrDefault().Name ?? "default";
        return host with
        {
            NetworkMode = mode,
            Dns = [.. flags.List("dns").Select(address => address.Trim())],
            DnsOptions = [.. flags.List("dns-option")],
            DnsSearch = [.. flags.List("dns-search").Select(Domain)],
            ExtraHosts = [.. flags.List("add-host").Select(Host)],
            // On a network of the user's, a link is a name there; on the default bridge, docker's link of old.
            Links = NetworkText.IsUserDefined(mode) ? [] : [.. flags.List("link")],
            PublishAllPorts = flags.Bool("publish-all"),
            PortBindings = PublishText.Bindings(flags.List("publish")),
        };
    }

    /// <summary>By name, what is asked for in each network; empty when that is nothing but to be in one.</summary>
    /// <exception cref="FormatException">Flags that contradict each other.</exception>
    public static IReadOnlyDictionary<string, EndpointSettings> Endpoints(FlagValues flags)
    {
        (string Name, EndpointSettings Settings)[] networks = [.. flags.List("network").Select(NetworkText.Parse)];
        if (networks.Length == 0)
            networks = [("default", new EndpointSettings())];
        networks[0].Settings = WithPlainFlags(networks[0].Name, networks[0].Settings, flags);

        var endpoints = new Dictionary<string, EndpointSettings>(StringComparer.Ordinal);
        foreach ((string name, EndpointSettings settings) in networks)
        {
            bool own = NetworkText.IsUserDefined(name);
            if (!own && settings.Aliases.Length > 0)
                throw new FormatException("network-scoped aliases are only supported for user-defined networks");
            if (!own && settings.Links.Length > 0)
                throw new FormatException("links are only supported for user-defined networks");
            if (settings.MacAddress is { } mac && !NetworkText.IsMacAddress(mac))
                throw new FormatException($"{mac} is not a valid mac address");
            if (!endpoints.TryAdd(name, settings))
                throw new FormatException($"network \"{name}\" is specified multiple times");
        }
        if (networks.Length > 1 && networks.Any(network => NetworkText.IsUserDefined(network.Name))
            && networks.Any(network => !NetworkText.IsUserDefined(network.Name)))
        {
            throw new FormatException(
                "conflicting options: cannot attach both user-defined and non-user-defined network-modes");
        }

        return endpoints;
    }

    /// <summary><c>--network-alias</c> and the like are about the first network.</summary>
    private static EndpointSettings WithPlainFlags(string network, EndpointSettings settings, FlagValues flags)
    {
        string[] aliases = [.. flags.List("network-alias")], locals = [.. flags.List("link-local-ip")];
        string[] links = NetworkText.IsUserDefined(network) ? [.. flags.List("link")] : [];
        string? ip = flags.String("ip"), ip6 = flags.String("ip6"), mac = flags.String("mac-address");
        Once(settings.Aliases.Length > 0 && aliases.Length > 0, "--network-alias and per-network alias");
        Once(settings.Links.Length > 0 && links.Length > 0, "--link and per-network links");
        Once(settings.IPv4Address is not null && ip is not null, "--ip and per-network IPv4 address");
        Once(settings.IPv6Address is not null && ip6 is not null, "--ip6 and per-network IPv6 address");
        Once(settings.MacAddress is not null && mac is not null, "--mac-address and per-network MAC address");
        Once(settings.LinkLocalIPs.Length > 0 && locals.Length > 0,
            "--link-local-ip and per-network link-local IP addresses");
        return settings with
        {
            Aliases = aliases.Length > 0 ? aliases : settings.Aliases,
            Links = links.Length > 0 ? links : settings.Links,
            LinkLocalIPs = locals.Length > 0 ? locals : settings.LinkLocalIPs,
            IPv4Address = ip ?? settings.IPv4Address,
            IPv6Address = ip6 ?? settings.IPv6Address,
            MacAddress = mac ?? settings.MacAddress,
        };
    }

    private static void Once(bool both, string what)
    {
        if (both)
            throw new FormatException("conflicting options: cannot specify both " + what);
    }

    /// <summary>
    /// <c>name:address</c>, from that or from <c>name=address</c>, with or without brackets around an IPv6 address.
    /// </summary>
    internal static string Host(string text)
    {
        int at = text.IndexOf('=');
        at = at >= 0 ? at : text.IndexOf(':');
        string name = at < 0 ? "" : text[..at];
        if (name.Length == 0 || name.Contains(':'))
            throw new FormatException($"bad format for add-host: \"{text}\"");
        string address = text[(at + 1)..];
        if (address is ['[', .., ']'])
            address = address[1..^1];
        if (address != "host-gateway" && !AddressArgument.Is(address))
            throw new FormatException($"invalid IP address in add-host: \"{address}\"");
        return $"{name}:{address}";
    }

    // One without a name is told of by the command, as in docker.
    private static void CheckNetwork(string text)
    {
        if (text.Trim().Length > 0)
            NetworkText.Parse(text);
    }

    private static void CheckAddress(string text)
    {
        if (!AddressArgument.Is(text))
            throw new FormatException($"IP address is not correctly formatted: {text}");
    }

    /// <summary>Without the dot behind it, which says that it is whole.</summary>
    private static string Domain(string text)
    {
        string domain = text.Trim(' ');
        bool good = domain == "." || (domain.Length is > 0 and < 255 && domain.Any(char.IsAsciiLetter)
            && domain.TrimEnd('.').Split('.').All(label => label.Length is > 0 and < 64
                && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')));
        return !good ? throw new FormatException($"{text} is not a valid domain")
            : domain == "." ? domain : domain.TrimEnd('.');
    }

    private static void CheckLink(string text)
    {
        if (text.Length == 0)
            throw new FormatException("empty string specified for links");
        if (text.Count(c => c == ':') > 1)
            throw new FormatException("bad format for links: " + text);
    }
}
