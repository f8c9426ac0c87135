// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Husk.Networks.Addresses;

/// <summary>Reads addresses as people write them.</summary>
public static class AddressText
{
    /// <param name="text"><c>192.0.2.1</c>, <c>2001:db8::1</c>; not <c>10.1</c> nor <c>010.0.0.1</c>, which to
    /// inet_aton(3) are 10.0.0.1 and 8.0.0.1.</param>
    /// <param name="address">What it says.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(text, out address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6
            ? !text.Contains('%') && text[0] != '['
            : address.ToString() == text);

    /// <param name="text"><c>192.0.2.1</c>, <c>2001:db8::1</c>, <c>[2001:db8::1]</c>; otherwise as in
    /// <see cref="TryParse"/>.</param>
    /// <param name="what">What it is, for the error.</param>
    public static IPAddress Parse(string text, string what)
    {
        string plain = text is ['[', .., ']'] ? text[1..^1] : text;
        return TryParse(plain, out IPAddress? address)
            ? address
            : throw NetworkException.Invalid($"invalid {what}: {text} is no IP address");
    }

    /// <param name="text"><c>192.0.2.0/24</c>.</param>
    /// <param name="what">What it is, for the error.</param>
    public static IPNetwork ParseNetwork(string text, string what)
    {
        string[] parts = text.Split('/');
        IPAddress address = Parse(parts[0], what);
        int bits = AddressNumber.Bits(address.AddressFamily);
        if (parts.Length != 2 || !int.TryParse(parts[1], out int prefix) || prefix < 1 || prefix > bits)
            throw NetworkException.Invalid($"invalid {what}: {text} is no ADDRESS/BITS");
        IPNetwork network = AddressNumber.Network(address, prefix);
        return network.BaseAddress.Equals(address)
            ? network
            : throw NetworkException.Invalid($"invalid {what} {text}: it should be {network}");
    }
}
