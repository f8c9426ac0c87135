// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Linux.Capabilities;

/// <summary>What a list of capability names came to.</summary>
/// <param name="Mask">Bit n stands for capability n.</param>
/// <param name="Unknown">The names without a bit, in the order given; empty when all were known.</param>
public readonly record struct CapabilitySet(ulong Mask, IReadOnlyList<string> Unknown);
