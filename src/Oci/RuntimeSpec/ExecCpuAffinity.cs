// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>CPUs for a process that joins the container, as lists such as <c>0-3,7</c>.</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed partial record ExecCpuAffinity
{
    /// <summary>Until the process is in the container's cgroup.</summary>
    public string Initial { get; init; } = "";

    /// <summary>From then on.</summary>
    public string Final { get; init; } = "";
}
