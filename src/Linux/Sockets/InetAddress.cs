// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux;

/// <summary>An address and port of IPv4 or IPv6 (ip(7), ipv6(7)).</summary>
/// <param name="Bytes">4 or 16, in network byte order.</param>
/// <param name="Port">0 to 65535.</param>
public readonly record struct InetAddress(ReadOnlyMemory<byte> Bytes, int Port)
{
    /// <summary>The scope of an address that is good on one link only: the interface's number.</summary>
    public int Scope { get; init; }

    public bool IsIpv4 => Bytes.Length == 4;

    /// <summary>By the bytes, where the members of a record would be compared by the memory they are in.</summary>
    public bool Equals(InetAddress other) => Port == other.Port && Bytes.Span.SequenceEqual(other.Bytes.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes.Span);
        hash.Add(Port);
        return hash.ToHashCode();
    }
}
