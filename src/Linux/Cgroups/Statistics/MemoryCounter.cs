// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Cgroups.Statistics;

/// <summary>What is used of something, in bytes.</summary>
/// <param name="Limit">The most that may be used; <see cref="ulong.MaxValue"/> or, in v1, a little less is no
/// limit.</param>
/// <param name="Usage">Now.</param>
/// <param name="Peak">The most that ever was.</param>
/// <param name="Failures">How often the limit was reached; v1 only.</param>
public readonly record struct MemoryCounter(ulong Limit, ulong Usage, ulong Peak, ulong Failures);
