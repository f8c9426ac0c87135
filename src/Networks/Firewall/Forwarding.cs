// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Netlink;

namespace Husk.Networks.Firewall;

/// <summary>What the host must do for packets to pass from and to containers (ip-sysctl.rst of the kernel).</summary>
internal static class Forwarding
{
    /// <param name="ipv6">Whether IPv6 too.</param>
    /// <param name="notice">Is told of what was changed.</param>
    public static void SwitchOn(bool ipv6, Action<string> notice)
    {
        if (NetworkSysctl.Read("ipv4/ip_forward") == "0")
        {
            NetworkSysctl.Write("ipv4/ip_forward", "1");
            notice("switched net.ipv4.ip_forward on: containers reach other hosts, and are reached, through this one");
        }

        if (!ipv6 || NetworkSysctl.Read("ipv6/conf/all/forwarding") != "0")
            return;
        // A router takes no router's word: an address that the host has by SLAAC would expire. 2 is "even so".
        foreach (string link in Interfaces().Where(link => NetworkSysctl.Read($"ipv6/conf/{link}/accept_ra") == "1"))
            NetworkSysctl.Write($"ipv6/conf/{link}/accept_ra", "2");
        NetworkSysctl.Write("ipv6/conf/all/forwarding", "1");
        notice("switched net.ipv6.conf.all.forwarding on, with accept_ra=2 where it was 1, for networks with IPv6");
    }

    private static IEnumerable<string> Interfaces()
    {
        using NetlinkSocket socket = NetlinkSocket.Open();
        return [.. Links.List(socket).Select(link => link.Name).Where(name => name != "lo")];
    }
}
