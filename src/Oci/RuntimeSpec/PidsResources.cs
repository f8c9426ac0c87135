// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Number of tasks.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "PIDs"</remarks>
public sealed record PidsResources : IJsonObject<PidsResources>
{
    public PidsResources()
    {
    }

    internal PidsResources(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("limit"u8))
                Limit = json.Int64();
            else
                json.Skip();
        }
    }

    /// <summary>-1 is no limit, 0 is a limit of none.</summary>
    public long? Limit { get; init; }

    static PidsResources IJsonObject<PidsResources>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<PidsResources>.WriteMembers(Utf8JsonWriter json)
    {
        json.Number("limit"u8, Limit);
    }
}
