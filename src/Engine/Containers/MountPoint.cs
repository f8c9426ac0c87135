// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Serialization;

namespace Husk.Engine.Containers;

/// <summary>A mount as it came to be: HostConfig's Binds, Mounts and VolumesFrom and the image's volumes,
/// resolved.</summary>
public sealed record MountPoint
{
    public required string Type { get; init; }

    /// <summary>The volume's name.</summary>
    public string? Name { get; init; }

    /// <summary>A path of the host; of an image its name.</summary>
    public string Source { get; init; } = "";

    public required string Destination { get; init; }

    public string? Driver { get; init; }

    public string Mode { get; init; } = "";

    public bool RW { get; init; } = true;

    public string Propagation { get; init; } = "";

    /// <summary>The same in the runtime's words: <c>rbind</c>, <c>rro</c>, <c>rprivate</c>. Not shown by
    /// inspect.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>
    /// Of a volume that is no directory of its own, the file system's type, to be mounted from <see cref="Device"/>;
    /// null for what is bound. Not shown by inspect.
    /// </summary>
    public string? FileSystem { get; init; }

    /// <summary>With <see cref="FileSystem"/>. Not shown by inspect.</summary>
    public string? Device { get; init; }

    /// <summary>What of a volume or an image is mounted, a path from its root; empty for all of it. Not shown by
    /// inspect.</summary>
    public string SubPath { get; init; } = "";

    /// <summary>Whether its source is made when the container starts, and goes with its end.</summary>
    [JsonIgnore]
    public bool IsPart => Type == "image" || SubPath.Length > 0;

    /// <summary>Whether it is a volume in memory, which the containers that have it share.</summary>
    [JsonIgnore]
    public bool IsMemory => Type == "volume" && FileSystem == "tmpfs";

    /// <summary>Whether what the image has at this place is copied into the volume while that is empty. Not shown by
    /// inspect.</summary>
    public bool CopyUp { get; init; }
}
