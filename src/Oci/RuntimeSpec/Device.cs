// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>A device node to make, mknod(2).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Devices"</remarks>
public sealed partial record Device
{
    /// <summary><c>c</c>, <c>b</c>, <c>u</c> (as <c>c</c>) or <c>p</c> (a pipe, which has no numbers).</summary>
    public string Type { get; init; } = "";

    /// <summary>Absolute path inside the container.</summary>
    public string Path { get; init; } = "";

    public long Major { get; init; }

    public long Minor { get; init; }

    /// <summary>Permission bits; null stands for the runtime's default.</summary>
    public uint? FileMode { get; init; }

    public uint? Uid { get; init; }

    public uint? Gid { get; init; }
}
