// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux.Netlink;

/// <summary>A route to a network (rtnetlink(7), struct rtmsg).</summary>
/// <param name="Family">AF_INET or AF_INET6.</param>
/// <param name="Destination">4 or 16 bytes; empty for the default route.</param>
/// <param name="PrefixLength">Bits of the destination.</param>
/// <param name="Gateway">4 or 16 bytes; empty for a network that is on the link.</param>
/// <param name="Link">The interface's number; 0 when there are several, or none.</param>
/// <param name="Table">RT_TABLE_MAIN mostly.</param>
public sealed record Route(
    int Family, ReadOnlyMemory<byte> Destination, int PrefixLength, ReadOnlyMemory<byte> Gateway, int Link, uint Table);
