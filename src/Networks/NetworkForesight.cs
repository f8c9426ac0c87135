// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Networks;

/// <summary>What <see cref="NetworkStore.Setup"/> would make at this moment.</summary>
/// <param name="Sandbox">With the addresses and ports that are free now.</param>
/// <param name="Networks">The network of each endpoint, in the same order.</param>
/// <param name="Table">A table with the rules of these networks and ports alone, as nft(8) reads it.</param>
/// <param name="Elements">What is added to the table that is there: one command of nft(8) a line.</param>
public sealed record NetworkForesight(
    Sandbox Sandbox, IReadOnlyList<Network> Networks, string Table, IReadOnlyList<string> Elements);
