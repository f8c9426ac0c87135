// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>One <c>--blkio-weight-device</c>.</summary>
public sealed record WeightDevice
{
    public required string Path { get; init; }

    public int Weight { get; init; }
}
