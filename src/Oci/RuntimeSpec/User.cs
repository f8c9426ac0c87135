// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Ids of the process, as seen inside the container's user namespace.</summary>
/// <remarks>Source: runtime-spec config.md, "User"</remarks>
public sealed partial record User
{
    public uint Uid { get; init; }

    public uint Gid { get; init; }

    /// <summary>Null stands for the runtime's default.</summary>
    public uint? Umask { get; init; }

    public uint[] AdditionalGids { get; init; } = [];
}
