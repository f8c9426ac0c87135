// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Oci.ImageSpec;

/// <summary>How to see whether a container is well: docker's addition to the image configuration.</summary>
/// <remarks>
/// Source: moby's image specification 1.2, "Healthcheck". Times are in nanoseconds, 0 for "inherited".
/// </remarks>
public sealed record Healthcheck : IJsonObject<Healthcheck>
{
    public Healthcheck()
    {
    }

    internal Healthcheck(ref ObjectReader json)
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
                Retries = json.Int64();
            else
                json.Skip();
        }
    }

    /// <summary>
    /// <c>NONE</c>, or <c>CMD</c> and words, or <c>CMD-SHELL</c> and one string; empty is "inherited".
    /// </summary>
    public string[] Test { get; init; } = [];

    public long Interval { get; init; }

    public long Timeout { get; init; }

    public long StartPeriod { get; init; }

    public long StartInterval { get; init; }

    public long Retries { get; init; }

    static Healthcheck IJsonObject<Healthcheck>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Healthcheck>.WriteMembers(Utf8JsonWriter json)
    {
        json.Strings("Test"u8, Test);
        json.NonZero("Interval"u8, Interval);
        json.NonZero("Timeout"u8, Timeout);
        json.NonZero("StartPeriod"u8, StartPeriod);
        json.NonZero("StartInterval"u8, StartInterval);
        json.NonZero("Retries"u8, Retries);
    }
}
