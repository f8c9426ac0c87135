// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;

namespace Husk.Networks.Dns;

/// <summary>A query that another server is asked.</summary>
/// <param name="Query">As it is sent: with a number of ours.</param>
/// <param name="Question">The same, read.</param>
/// <param name="Number">The number that the asker gave it.</param>
/// <param name="Asker">Who waits for the answer.</param>
/// <param name="Servers">Whom to ask, one after the other.</param>
internal sealed record Pending(
    byte[] Query, DnsQuestion Question, ushort Number, Asker Asker, IReadOnlyList<InetAddress> Servers) : IDisposable
{
    /// <summary>Which server is next.</summary>
    public int Next { get; set; }

    /// <summary>One of its own: its port is part of what an answer that somebody forged would have to guess (RFC
    /// 5452).</summary>
    public OwnedFd? Datagrams { get; set; }

    public TcpClient? Connection { get; set; }

    /// <summary>In milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long Deadline { get; set; }

    /// <summary>What a server answered that did not know either; better than nothing.</summary>
    public byte[]? Poor { get; set; }

    public void Dispose()
    {
        Datagrams?.Dispose();
        Connection?.Dispose();
        (Datagrams, Connection) = (null, null);
    }
}
