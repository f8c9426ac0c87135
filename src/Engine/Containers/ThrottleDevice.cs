// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>One <c>--device-read-bps</c> or its like.</summary>
public sealed record ThrottleDevice
{
    public required string Path { get; init; }

    public long Rate { get; init; }
}
