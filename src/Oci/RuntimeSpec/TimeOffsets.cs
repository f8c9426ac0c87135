// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Clocks of a new time namespace, time_namespaces(7).</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Offset for Time Namespace"</remarks>
public sealed partial record TimeOffsets
{
    public TimeOffset? Monotonic { get; init; }

    public TimeOffset? Boottime { get; init; }
}
