// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Netlink;

/// <summary>A network interface, as one namespace has it.</summary>
/// <param name="Index">Its number in that namespace.</param>
/// <param name="Name">Its name there.</param>
/// <param name="IsUp">Whether it is up (IFF_UP).</param>
public sealed record Link(int Index, string Name, bool IsUp);
