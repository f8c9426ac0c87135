// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>The container has been started: the payload of <see cref="FrameKind.Begun"/>.</summary>
public sealed record Begun : IJsonObject<Begun>
{
    public Begun()
    {
    }

    private Begun(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("pid"u8))
                Pid = json.Int32();
            else if (json.Is("startedAt"u8))
                StartedAt = Rfc3339.Read(json.Text());
            else
                json.Skip();
        }
    }

    /// <summary>Of the host.</summary>
    public int Pid { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    static Begun IJsonObject<Begun>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<Begun>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteNumber("pid"u8, Pid);
        json.WriteString("startedAt"u8, Rfc3339.Write(StartedAt));
    }
}
