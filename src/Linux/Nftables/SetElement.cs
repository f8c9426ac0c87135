// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Nftables;

/// <summary>An element of a set, or of a map, as the kernel has it.</summary>
/// <param name="Set">The name of the set.</param>
/// <param name="Key">
/// Its key. Of one that is concatenated (<c>inet_proto . inet_service</c>) each part begins at a multiple of 4 bytes;
/// numbers are in network byte order.
/// </param>
/// <param name="Value">What a map has for it, in the same form; null in a set.</param>
public sealed record SetElement(string Set, byte[] Key, byte[]? Value);
