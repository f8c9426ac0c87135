// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Limit of one size of huge pages.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Huge page limits"</remarks>
public sealed record HugepageLimit : IJsonObject<HugepageLimit>
{
    public HugepageLimit()
    {
    }

    internal HugepageLimit(ref ObjectReader json)
    {
        ulong? limit = null;
        int start = json.Begin();
        while (json.Next())
        {
            if (json.Is("pageSize"u8))
                PageSize = json.String();
            else if (json.Is("limit"u8))
                limit = json.UInt64();
            else
                json.Skip();
        }

        Limit = json.Required(limit, "limit", start);
    }

    /// <summary><c>64KB</c>, <c>2MB</c>, <c>1GB</c>: as the hugetlb controller names it.</summary>
    public string PageSize { get; init; } = "";

    /// <summary>Bytes.</summary>
    public ulong Limit { get; init; }

    static HugepageLimit IJsonObject<HugepageLimit>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HugepageLimit>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("pageSize"u8, PageSize);
        json.WriteNumber("limit"u8, Limit);
    }
}
