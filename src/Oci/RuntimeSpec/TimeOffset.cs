// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>How far a clock is ahead of the host's.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Offset for Time Namespace"</remarks>
public sealed partial record TimeOffset
{
    public long Secs { get; init; }

    public uint Nanosecs { get; init; }
}
