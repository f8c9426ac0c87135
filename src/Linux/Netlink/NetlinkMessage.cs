// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;

namespace Husk.Linux.Netlink;

/// <summary>One message of an answer.</summary>
/// <param name="Type">RTM_NEWLINK and the like.</param>
/// <param name="Body">All behind the message's head.</param>
public sealed record NetlinkMessage(int Type, byte[] Body)
{
    /// <summary>The family's head; zero where the message is too short for one.</summary>
    public T Head<T>()
        where T : unmanaged
        => MemoryMarshal.TryRead(Body, out T head) ? head : default;

    /// <summary>What follows that head.</summary>
    public unsafe NetlinkAttributes AttributesAfter<T>()
        where T : unmanaged
        => new(Body.AsSpan(Math.Min(Body.Length, sizeof(T))));
}
