// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Rate of one device.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Block IO"</remarks>
public sealed partial record ThrottleDevice
{
    public long Major { get; init; }

    public long Minor { get; init; }

    /// <summary>Bytes or operations a second, after the list it stands in.</summary>
    public ulong Rate { get; init; }
}
