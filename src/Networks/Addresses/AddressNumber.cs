// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Husk.Networks.Addresses;

/// <summary>Addresses as numbers, to count with.</summary>
internal static class AddressNumber
{
    public static int Bits(AddressFamily family) => family == AddressFamily.InterNetwork ? 32 : 128;

    public static UInt128 Of(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        int length = address.AddressFamily == AddressFamily.InterNetwork ? 4 : 16;
        address.TryWriteBytes(bytes[(16 - length)..], out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static IPAddress ToAddress(UInt128 number, AddressFamily family)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(family == AddressFamily.InterNetwork ? bytes[12..] : bytes);
    }

    /// <summary>The network of that many bits that an address is in.</summary>
    public static IPNetwork Network(IPAddress address, int prefix)
    {
        int bits = Bits(address.AddressFamily);
        UInt128 mask = prefix == bits ? 0 : (UInt128.One << (bits - prefix)) - 1;
        return new IPNetwork(ToAddress(Of(address) & ~mask, address.AddressFamily), prefix);
    }

    public static UInt128 First(IPNetwork network) => Of(network.BaseAddress);

    public static UInt128 Last(IPNetwork network)
    {
        int free = Bits(network.BaseAddress.AddressFamily) - network.PrefixLength;
        return First(network) + (free == 128 ? UInt128.MaxValue : (UInt128.One << free) - 1);
    }

    public static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily
        && First(one) <= Last(other)
        && First(other) <= Last(one);
}
