// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Net;
using System.Security.Cryptography;

namespace Husk.Networks.Addresses;

/// <summary>Hardware addresses as ip(8) writes them: <c>02:42:0a:cf:00:02</c>.</summary>
internal static class MacAddress
{
    /// <param name="text">Six numbers of two hexadecimal digits, with <c>:</c> or <c>-</c> between them.</param>
    /// <exception cref="NetworkException">It is none, or one of a group: those belong to no interface.</exception>
    public static string Parse(string text)
    {
        string[] parts = text.Replace('-', ':').Split(':');
        bool isWhole = parts.Length == 6 && parts.All(part => part.Length == 2 && part.All(char.IsAsciiHexDigit));
        if (!isWhole || (Convert.ToByte(parts[0], 16) & 1) != 0)
            throw NetworkException.Invalid($"{text} is not a valid mac address");
        return string.Join(':', parts).ToLowerInvariant();
    }

    /// <summary>
    /// One that belongs to an IPv4 address, so that who has learned it need not learn anew when the address comes to
    /// another container; what docker did up to 27.
    /// </summary>
    public static string For(IPAddress ipv4) => Text([0x02, 0x42, .. ipv4.GetAddressBytes()]);

    /// <summary>One that belongs to a network: a bridge that has it is one that was made for that.</summary>
    /// <param name="id">Of hexadecimal digits.</param>
    public static string OfNetwork(string id) => Text([0x02, .. Convert.FromHexString(id.AsSpan(0, 10))]);

    /// <summary>Locally administered, for one host (IEEE 802, 8.2).</summary>
    public static string Random()
    {
        byte[] bytes = RandomNumberGenerator.GetBytes(6);
        bytes[0] = (byte)((bytes[0] & 0xfc) | 0x02);
        return Text(bytes);
    }

    private static string Text(byte[] bytes) =>
        string.Join(':', Convert.ToHexStringLower(bytes).Chunk(2).Select(pair => new string(pair)));
}
