// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Kinds of cgroup the runtime can manage.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Cgroup"</remarks>
public sealed partial record CgroupFeatures
{
    public bool? V1 { get; init; }

    public bool? V2 { get; init; }

    public bool? Systemd { get; init; }

    public bool? SystemdUser { get; init; }

    public bool? Rdma { get; init; }
}
