// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>One probe.</summary>
public sealed record HealthProbe : IJsonObject<HealthProbe>
{
    public HealthProbe()
    {
    }

    private HealthProbe(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Start"u8))
                Start = Rfc3339.Read(json.Text());
            else if (json.Is("End"u8))
                End = Rfc3339.Read(json.Text());
            else if (json.Is("ExitCode"u8))
                ExitCode = json.Int32();
            else if (json.Is("Output"u8))
                Output = json.Text();
            else
                json.Skip();
        }
    }

    public DateTimeOffset Start { get; init; }

    public DateTimeOffset End { get; init; }

    public int ExitCode { get; init; }

    /// <summary>At most 4096 bytes of it.</summary>
    public string Output { get; init; } = "";

    static HealthProbe IJsonObject<HealthProbe>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HealthProbe>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Start"u8, Rfc3339.Write(Start));
        json.WriteString("End"u8, Rfc3339.Write(End));
        json.WriteNumber("ExitCode"u8, ExitCode);
        json.WriteString("Output"u8, Output);
    }
}
