// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>One mount.</summary>
/// <remarks>Source: runtime-spec config.md, "Mounts"</remarks>
public sealed partial record Mount
{
    /// <summary>Path inside the container; a relative one is meant from <c>/</c>.</summary>
    public string Destination { get; init; } = "";

    /// <summary>Filesystem type; ignored on a bind mount.</summary>
    public string Type { get; init; } = "";

    /// <summary>A device name, or for a bind mount a file or directory, absolute or relative to the bundle.</summary>
    public string Source { get; init; } = "";

    /// <summary>Mount flags by name; what is no flag goes to the filesystem as data.</summary>
    public string[] Options { get; init; } = [];

    /// <summary>Set together with <see cref="GidMappings"/> or not at all.</summary>
    public IdMapping[] UidMappings { get; init; } = [];

    public IdMapping[] GidMappings { get; init; } = [];
}
