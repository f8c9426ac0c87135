// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.Addresses;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Drivers;

/// <summary>What is done inside a container's network namespace.</summary>
internal static class ContainerLinks
{
    public static readonly IPNetwork LinkLocal4 = new(IPAddress.Parse("169.254.0.0"), 16);

    /// <summary>Brings loopback up, which a new namespace has down.</summary>
    public static void BringLoopbackUp(BorrowedFd networkNamespace)
    {
        using NetlinkSocket there = NetlinkSocket.OpenIn(networkNamespace);
        Links.SetUp(there, Find(there, "lo"));
    }

    /// <summary>Gives an endpoint's interface its settings and its addresses, and brings it up.</summary>
    /// <param name="networkNamespace">The container's.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="sysctls"><see cref="EndpointSpec.Sysctls"/>.</param>
    /// <exception cref="NetworkException">The kernel has no such setting.</exception>
    public static void Configure(
        BorrowedFd networkNamespace, Endpoint endpoint, IReadOnlyDictionary<string, string> sysctls)
    {
        using NetlinkSocket there = NetworkNamespace.Within(networkNamespace, () =>
        {
            // Without an address of ours the kernel would make one of its own, and speak IPv6 where nobody asked for
            // it.
            string name = $"ipv6/conf/{endpoint.Interface}/disable_ipv6";
            bool hasIpv6 = endpoint.Ipv6 is not null || endpoint.LinkLocal.Any(address => address.IsIPv6LinkLocal);
            if (NetworkSysctl.Read(name) is not null)
                NetworkSysctl.Write(name, hasIpv6 ? "0" : "1");
            foreach ((string setting, string value) in sysctls)
                Set(setting.Replace("IFNAME", endpoint.Interface, StringComparison.Ordinal), value);
            return NetlinkSocket.Open();
        });
        Link link = Find(there, endpoint.Interface);
        if (endpoint.Ipv4 is { } ipv4)
            Linux.Netlink.Addresses.Add(there, link, LinkAddress.Of(ipv4, endpoint.Ipv4PrefixLength));
        if (endpoint.Ipv6 is { } ipv6)
            Linux.Netlink.Addresses.Add(there, link, LinkAddress.Of(ipv6, endpoint.Ipv6PrefixLength));
        // Docker's prefixes: RFC 3927, 2.1, and RFC 4291, 2.5.6.
        foreach (IPAddress address in endpoint.LinkLocal)
        {
            Linux.Netlink.Addresses.Add(
                there, link, LinkAddress.Of(address, address.IsIPv6LinkLocal ? 64 : LinkLocal4.PrefixLength));
        }
        Links.SetUp(there, link);
    }

    private static void Set(string name, string value)
    {
        if (NetworkSysctl.Read(name) is null)
        {
            throw NetworkException.Invalid(
                $"this kernel has no setting net.{name.Replace('/', '.')}");
        }
        NetworkSysctl.Write(name, value);
    }

    /// <summary>Lets the default routes be those of the endpoint that leads out; none where none does.</summary>
    public static void SetDefaultRoutes(BorrowedFd networkNamespace, Endpoint? gateway)
    {
        using NetlinkSocket there = NetlinkSocket.OpenIn(networkNamespace);
        var wanted = new List<Route>();
        if (gateway is not null)
        {
            Link link = Find(there, gateway.Interface);
            foreach (IPAddress? address in new[] { gateway.Ipv4Gateway, gateway.Ipv6Gateway })
            {
                if (address is not null)
                    wanted.Add(LinkAddress.DefaultRoute(address, link));
            }
        }

        Route[] present =
            [.. Routes.List(there).Where(route => route.PrefixLength == 0 && route.Table == RT_TABLE_MAIN)];
        foreach (Route route in present.Where(route => !wanted.Exists(other => Same(route, other))))
            Routes.Remove(there, route);
        foreach (Route route in wanted.Where(route => !Array.Exists(present, other => Same(route, other))))
            Routes.Add(there, route);
    }

    /// <summary>Removes an interface that has no other end on the host.</summary>
    public static void Remove(BorrowedFd networkNamespace, string name)
    {
        using NetlinkSocket there = NetlinkSocket.OpenIn(networkNamespace);
        if (Links.Find(there, name) is { } link)
            Links.Delete(there, link);
    }

    private static Link Find(NetlinkSocket there, string name) =>
        Links.Find(there, name) ?? throw new SyscallException($"netlink(RTM_GETLINK, {Strace.Quote(name)})", ENODEV);

    private static bool Same(Route one, Route other) =>
        one.Family == other.Family && one.Link == other.Link && one.Gateway.Span.SequenceEqual(other.Gateway.Span);
}
