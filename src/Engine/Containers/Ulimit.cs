// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>One <c>--ulimit</c>: setrlimit(2) without the <c>RLIMIT_</c>, in lower case; -1 for no limit.</summary>
public sealed record Ulimit
{
    public required string Name { get; init; }

    public long Soft { get; init; }

    public long Hard { get; init; }
}
