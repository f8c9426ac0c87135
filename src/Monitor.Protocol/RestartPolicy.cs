// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>Whether the monitor starts the container again.</summary>
public sealed record RestartPolicy : IJsonObject<RestartPolicy>
{
    public RestartPolicy()
    {
    }

    private RestartPolicy(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("Name"u8))
                Name = json.Text();
            else if (json.Is("MaximumRetryCount"u8))
                MaximumRetryCount = json.Int32();
            else
                json.Skip();
        }
    }

    /// <summary>
    /// <c>no</c>, <c>always</c>, <c>unless-stopped</c>, <c>on-failure</c> or, Husk's own, <c>on-unhealthy</c>.
    /// </summary>
    public string Name { get; init; } = "no";

    /// <summary>Of on-failure and on-unhealthy; zero for any number.</summary>
    public int MaximumRetryCount { get; init; }

    static RestartPolicy IJsonObject<RestartPolicy>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<RestartPolicy>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteString("Name"u8, Name);
        json.WriteNumber("MaximumRetryCount"u8, MaximumRetryCount);
    }
}
