// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.ImageSpec;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The probe of a container's health.</summary>
public sealed record HealthOrder : IJsonObject<HealthOrder>
{
    public HealthOrder()
    {
    }

    private HealthOrder(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Config"u8))
                Config = json.Object<Healthcheck>();
            else if (json.Is("ProcessFile"u8))
                ProcessFile = json.Text();
            else
                json.Skip();
        }
    }

    public Healthcheck Config { get; init; } = new();

    /// <summary>A file with the process to execute (runtime-spec config.md, "Process").</summary>
    public string ProcessFile { get; init; } = "";

    static HealthOrder IJsonObject<HealthOrder>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<HealthOrder>.WriteMembers(Utf8JsonWriter json)
    {
        json.Object("Config"u8, Config);
        json.WriteString("ProcessFile"u8, ProcessFile);
    }
}
