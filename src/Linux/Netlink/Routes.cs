// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>The routes of a socket's namespace (rtnetlink(7), RTM_GETROUTE, RTM_NEWROUTE, RTM_DELROUTE).</summary>
public static class Routes
{
    /// <summary>Those that lead somewhere, of both families and every table; not what the kernel has cached.</summary>
    public static IReadOnlyList<Route> List(NetlinkSocket socket)
    {
        var routes = new List<Route>();
        NetlinkRequest request = new NetlinkRequest(RTM_GETROUTE, NLM_F_DUMP, "all").Head(default(rtmsg));
        foreach (NetlinkMessage message in socket.Send(request))
        {
            rtmsg head = message.Head<rtmsg>();
            if (head.rtm_type == RTN_UNICAST && (head.rtm_flags & RTM_F_CLONED) == 0)
                routes.Add(Read(head, message));
        }

        return routes;
    }

    /// <summary>EEXIST when there is one to the same network.</summary>
    public static void Add(NetlinkSocket socket, Route route) =>
        socket.Send(Request(RTM_NEWROUTE, NLM_F_CREATE | NLM_F_EXCL, route));

    /// <summary>ESRCH when there is none such.</summary>
    public static void Remove(NetlinkSocket socket, Route route) => socket.Send(Request(RTM_DELROUTE, 0, route));

    private static NetlinkRequest Request(int type, int flags, Route route)
    {
        bool isDirect = route.Gateway.IsEmpty;
        string destination = route.PrefixLength == 0
            ? "default"
            : $"{Addresses.Text(route.Family, route.Destination.Span)}/{route.PrefixLength}";
        string via = isDirect ? "" : " via " + Addresses.Text(route.Family, route.Gateway.Span);
        NetlinkRequest request = new NetlinkRequest(type, flags | NLM_F_ACK, destination + via)
            .Head(new rtmsg
            {
                rtm_family = (byte)route.Family,
                rtm_dst_len = (byte)route.PrefixLength,
                rtm_table = (byte)route.Table,
                rtm_protocol = RTPROT_STATIC,
                rtm_scope = (byte)(isDirect && route.Family == AF_INET ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE),
                rtm_type = RTN_UNICAST,
            });
        if (route.PrefixLength > 0)
            request.Bytes(RTA_DST, route.Destination.Span);
        if (!isDirect)
            request.Bytes(RTA_GATEWAY, route.Gateway.Span);
        if (route.Link != 0)
            request.Number(RTA_OIF, (uint)route.Link);
        return request;
    }

    private static Route Read(rtmsg head, NetlinkMessage message)
    {
        var route = new Route(head.rtm_family, default, head.rtm_dst_len, default, 0, head.rtm_table);
        NetlinkAttributes attributes = message.AttributesAfter<rtmsg>();
        while (attributes.Next())
        {
            route = attributes.Type switch
            {
                RTA_DST => route with { Destination = attributes.Payload.ToArray() },
                RTA_GATEWAY => route with { Gateway = attributes.Payload.ToArray() },
                RTA_OIF => route with { Link = (int)attributes.Number },
                // The head has room for eight bits.
                RTA_TABLE => route with { Table = attributes.Number },
                _ => route,
            };
        }

        return route;
    }
}
