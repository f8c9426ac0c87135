// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Netlink;

/// <summary>A network interface, as one namespace has it.</summary>
/// <param name="Index">Its number in that namespace.</param>
/// <param name="Name">Its name there.</param>
/// <param name="IsUp">Whether it is up (IFF_UP).</param>
public sealed record Link(int Index, string Name, bool IsUp)
{
    /// <summary><c>bridge</c>, <c>veth</c>, <c>macvlan</c> (IFLA_INFO_KIND); empty for hardware.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The number of the bridge it is a port of; 0 for none.</summary>
    public int Master { get; init; }

    /// <summary>What somebody wrote to it for people to read (IFLA_IFALIAS).</summary>
    public string Alias { get; init; } = "";

    /// <summary><c>02:42:0a:cf:00:02</c>; empty where the kind has none.</summary>
    public string HardwareAddress { get; init; } = "";

    /// <summary>In bytes.</summary>
    public int Mtu { get; init; }
}
