// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits of one RDMA device; null is no limit.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "RDMA"</remarks>
public sealed partial record RdmaLimit
{
    public uint? HcaHandles { get; init; }

    public uint? HcaObjects { get; init; }
}
