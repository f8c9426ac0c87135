// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.RuntimeSpec;

/// <summary>A part of the runtime that was built in or left out; null is "unknown".</summary>
/// <remarks>Source: runtime-spec features-linux.md</remarks>
public sealed record EnabledFeature : IJsonObject<EnabledFeature>
{
    public EnabledFeature()
    {
    }

    internal EnabledFeature(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("enabled"u8))
                Enabled = json.Boolean();
            else
                json.Skip();
        }
    }

    public bool? Enabled { get; init; }

    static EnabledFeature IJsonObject<EnabledFeature>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<EnabledFeature>.WriteMembers(Utf8JsonWriter json)
    {
        json.Boolean("enabled"u8, Enabled);
    }
}
