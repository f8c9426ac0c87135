// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>A mount as it came to be: HostConfig's Binds, Mounts and VolumesFrom and the image's volumes, resolved.</summary>
public sealed record MountPoint
{
    public required string Type { get; init; }

    /// <summary>The volume's name.</summary>
    public string? Name { get; init; }

    /// <summary>A path of the host.</summary>
    public string Source { get; init; } = "";

    public required string Destination { get; init; }

    public string? Driver { get; init; }

    public string Mode { get; init; } = "";

    public bool RW { get; init; } = true;

    public string Propagation { get; init; } = "";
}
