// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>What the probes said.</summary>
public sealed record HealthState : IJsonObject<HealthState>
{
    public HealthState()
    {
    }

    private HealthState(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Status"u8))
                Status = json.Text();
            else if (json.Is("FailingStreak"u8))
                FailingStreak = json.Int32();
            else if (json.Is("Log"u8))
                Log = json.Array<HealthProbe>();
            else
                json.Skip();
        }
    }

    /// <summary><c>starting</c>, <c>healthy</c> or <c>unhealthy</c>.</summary>
    public string Status { get; init; } = "starting";

    public int FailingStreak { get; init; }

    /// <summary>The last five.</summary>
    public HealthProbe[] Log { get; init; } = [];

    static HealthState IJsonObject<HealthState>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HealthState>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Status"u8, Status);
        json.WriteNumber("FailingStreak"u8, FailingStreak);
        json.Array("Log"u8, Log);
    }
}
