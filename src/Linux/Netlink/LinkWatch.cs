// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Netlink;

/// <summary>
/// Hears of the interfaces of the caller's network namespace (rtnetlink(7), RTMGRP_LINK), from when it is opened: the
/// end of another namespace takes interfaces away here, some milliseconds after whoever was its last user has gone on.
/// </summary>
public sealed unsafe class LinkWatch : IDisposable
{
    private readonly OwnedFd _news;

    private LinkWatch(OwnedFd news) => _news = news;

    public static LinkWatch Open()
    {
        const int type = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK;
        nint number = Kernel.Call(SYS.socket, AF_NETLINK, type, NETLINK_ROUTE);
        if (number < 0)
            throw new SyscallException("socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE)", (int)-number);
        var news = new OwnedFd((int)number);
        // A group is told to sockets with an address of their own alone (netlink(7)).
        var address = new sockaddr_nl { nl_family = AF_NETLINK, nl_groups = RTMGRP_LINK };
        nint result = Kernel.Call(SYS.bind, news.Number, (nint)(&address), sizeof(sockaddr_nl));
        if (result == 0)
            return new LinkWatch(news);
        news.Dispose();
        throw new SyscallException("bind(AF_NETLINK, RTMGRP_LINK)", (int)-result);
    }

    /// <summary>Waits until there is no interface of that name.</summary>
    /// <param name="socket">A socket of the namespace that this was opened in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="patience">How long at most.</param>
    /// <returns>The interface, when it is still there.</returns>
    public Link? AwaitGone(NetlinkSocket socket, string name, TimeSpan patience)
    {
        long begin = Stopwatch.GetTimestamp();
        while (true)
        {
            // What came before the question is old.
            Drain();
            Link? link = Links.Find(socket, name);
            TimeSpan left = patience - Stopwatch.GetElapsedTime(begin);
            if (link is null || left <= TimeSpan.Zero || !Poll.UntilReadable(_news, left))
                return link;
        }
    }

    public void Dispose() => _news.Dispose();

    /// <summary>What it says does not matter, nor that some of it was lost (ENOBUFS): the question is asked
    /// anew.</summary>
    private void Drain()
    {
        byte room = 0;
        nint result;
        do
            result = Kernel.Call(SYS.recvfrom, _news.Number, (nint)(&room), sizeof(byte));
        while (result is >= 0 or -ENOBUFS or -EINTR);
    }
}
