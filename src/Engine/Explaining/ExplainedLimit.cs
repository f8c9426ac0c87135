// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>What a cgroup limits, and what is used of it.</summary>
/// <param name="Name">For people: <c>memory</c>, <c>processes</c>.</param>
/// <param name="File">The file of the kernel: <c>memory.max</c>, or of v1 <c>memory.limit_in_bytes</c>.</param>
/// <param name="Limit">In <paramref name="Unit"/>; null for no limit.</param>
/// <param name="Use">In <paramref name="Unit"/>; null where nobody counts it, or nothing runs.</param>
/// <param name="Unit"><c>bytes</c>, <c>processes</c>, <c>processors</c>, <c>weight</c> or <c>cpus</c> (a list, in
/// <see cref="Text"/>).</param>
public sealed record ExplainedLimit(string Name, string File, double? Limit, double? Use, string Unit)
{
    /// <summary>The kernel's own words, where a number does not tell it.</summary>
    public string Text { get; init; } = "";
}
