// SPDX-License-Identifier: Apache-2.0
namespace Husk.Networks;

/// <summary>What a network lets its containers do.</summary>
/// <param name="IsConnected">They reach each other.</param>
/// <param name="Masquerades">What they send to other hosts leaves with this host's address.</param>
/// <param name="IsRouted">Others reach them by their own addresses.</param>
/// <param name="IsUnprotected">Other hosts reach every port of theirs by their own addresses.</param>
public sealed record NetworkTraits(bool IsConnected, bool Masquerades, bool IsRouted, bool IsUnprotected);
