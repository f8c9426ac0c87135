// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>One <c>--device</c>.</summary>
public sealed record DeviceMapping
{
    public required string PathOnHost { get; init; }

    public required string PathInContainer { get; init; }

    public string CgroupPermissions { get; init; } = "rwm";
}
