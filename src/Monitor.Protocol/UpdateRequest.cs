// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>What is to change while the container runs: the payload of <see cref="FrameKind.Update"/>.</summary>
public sealed record UpdateRequest : IJsonObject<UpdateRequest>
{
    public UpdateRequest()
    {
    }

    private UpdateRequest(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("restart"u8))
                Restart = json.Object<RestartPolicy>();
            else if (json.Is("dns"u8))
                Dns = json.Object<DnsOrder>();
            else if (json.Is("name"u8))
                Name = json.String();
            else
                json.Skip();
        }
    }

    public RestartPolicy? Restart { get; init; }

    /// <summary>Names that are to be served from now on, where they are not yet; null leaves it as it is.</summary>
    public DnsOrder? Dns { get; init; }

    /// <summary>The container's new name, for its events; null leaves it as it is.</summary>
    public string? Name { get; init; }

    static UpdateRequest IJsonObject<UpdateRequest>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<UpdateRequest>.WriteMembers(Utf8JsonWriter json)
    {
        json.Object("restart"u8, Restart);
        json.Object("dns"u8, Dns);
        if (Name is not null)
            json.WriteString("name"u8, Name);
    }
}
