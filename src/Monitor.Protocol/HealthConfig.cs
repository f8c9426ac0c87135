// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>How to tell whether a container does what it is for.</summary>
public sealed record HealthConfig : IJsonObject<HealthConfig>
{
    public HealthConfig()
    {
    }

    private HealthConfig(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Test"u8))
                Test = json.Strings();
            else if (json.Is("Interval"u8))
                Interval = json.Int64();
            else if (json.Is("Timeout"u8))
                Timeout = json.Int64();
            else if (json.Is("StartPeriod"u8))
                StartPeriod = json.Int64();
            else if (json.Is("StartInterval"u8))
                StartInterval = json.Int64();
            else if (json.Is("Retries"u8))
                Retries = json.Int32();
            else
                json.Skip();
        }
    }

    /// <summary><c>NONE</c>, <c>CMD arg...</c> or <c>CMD-SHELL line</c>.</summary>
    public string[] Test { get; init; } = [];

    /// <summary>Nanoseconds, as all of them; zero for docker's default.</summary>
    public long Interval { get; init; }

    public long Timeout { get; init; }

    public long StartPeriod { get; init; }

    public long StartInterval { get; init; }

    public int Retries { get; init; }

    static HealthConfig IJsonObject<HealthConfig>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HealthConfig>.WriteMembers(Utf8JsonWriter json)
    {
        json.StringsUnlessNull("Test"u8, Test);
        json.WriteNumber("Interval"u8, Interval);
        json.WriteNumber("Timeout"u8, Timeout);
        json.WriteNumber("StartPeriod"u8, StartPeriod);
        json.WriteNumber("StartInterval"u8, StartInterval);
        json.WriteNumber("Retries"u8, Retries);
    }
}
