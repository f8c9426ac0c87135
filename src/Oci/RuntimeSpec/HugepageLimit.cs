// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Limit of one size of huge pages.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Huge page limits"</remarks>
public sealed partial record HugepageLimit
{
    /// <summary><c>64KB</c>, <c>2MB</c>, <c>1GB</c>: as the hugetlb controller names it.</summary>
    public string PageSize { get; init; } = "";

    /// <summary>Bytes.</summary>
    public ulong Limit { get; init; }
}
