// SPDX-License-Identifier: Apache-2.0
using System.Text.Json;
using Husk.Oci.Json;

namespace Husk.Monitor.Protocol;

/// <summary>What a client that attaches wants: the payload of <see cref="FrameKind.Attach"/>.</summary>
public sealed record AttachRequest : IJsonObject<AttachRequest>
{
    public AttachRequest()
    {
    }

    private AttachRequest(ref ObjectReader json)
    {
        for (json.Begin(); json.Next();)
        {
            if (json.Is("stdin"u8))
                Stdin = json.Boolean();
            else if (json.Is("stdout"u8))
                Stdout = json.Boolean();
            else if (json.Is("stderr"u8))
                Stderr = json.Boolean();
            else if (json.Is("detachKeys"u8))
                DetachKeys = json.Text();
            else
                json.Skip();
        }
    }

    /// <summary>
    /// Whether what it sends is for the container; nothing is taken where the container's input is not open.
    /// </summary>
    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    /// <summary>The keys that detach from a terminal, as docker writes them; empty for <c>ctrl-p,ctrl-q</c>.</summary>
    public string DetachKeys { get; init; } = "";

    static AttachRequest IJsonObject<AttachRequest>.Read(ref ObjectReader json) => new(ref json);

    void IJsonObject<AttachRequest>.WriteMembers(Utf8JsonWriter json)
    {
        json.WriteBoolean("stdin"u8, Stdin);
        json.WriteBoolean("stdout"u8, Stdout);
        json.WriteBoolean("stderr"u8, Stderr);
        json.WriteString("detachKeys"u8, DetachKeys);
    }
}
