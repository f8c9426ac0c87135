// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Husk.Engine.Containers;

/// <summary>
/// What a line of <c>ps</c> shows of container.json. It stands where the file begins; nothing behind it is looked at.
/// </summary>
/// <param name="Name">Without the slash that docker puts before it.</param>
/// <param name="Created">When.</param>
/// <param name="Image">As the user wrote it.</param>
/// <param name="Entrypoint">Null for none.</param>
/// <param name="Cmd">Null for none.</param>
internal sealed record ContainerHead(
    string Name, DateTimeOffset Created, string Image, string[]? Entrypoint, string[]? Cmd)
{
    /// <summary>Reads up to the last of these members.</summary>
    /// <exception cref="EngineException">They cannot be read, or are not there (Corrupt).</exception>
    public static ContainerHead Read(ReadOnlySpan<byte> utf8, string path)
    {
        try
        {
            var json = new Utf8JsonReader(utf8);
            string? name = null;
            DateTimeOffset? created = null;
            Enter(ref json);
            while (NextMember(ref json))
            {
                if (json.ValueTextEquals("Name"u8))
                    name = Text(ref json);
                else if (json.ValueTextEquals("Created"u8))
                    created = json.Read() ? json.GetDateTimeOffset() : null;
                else if (json.ValueTextEquals("Config"u8) && name is not null && created is { } moment)
                    return OfConfig(ref json, name, moment);
                else
                    json.Skip();
            }

            // Nothing that we wrote is in another order.
            throw new JsonException("it does not begin as a container does");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw DamagedContainer.Of(path, utf8, e);
        }
    }

    private static ContainerHead OfConfig(ref Utf8JsonReader json, string name, DateTimeOffset created)
    {
        string image = "";
        string[]? entrypoint = null, cmd = null;
        Enter(ref json);
        while (NextMember(ref json))
        {
            if (json.ValueTextEquals("Image"u8))
                image = Text(ref json);
            else if (json.ValueTextEquals("Entrypoint"u8))
                entrypoint = Texts(ref json);
            else if (json.ValueTextEquals("Cmd"u8))
                cmd = Texts(ref json);
            else
                json.Skip();
        }

        return new ContainerHead(name, created, image, entrypoint, cmd);
    }

    private static void Enter(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            throw new JsonException("an object is expected");
    }

    // From one member's value to the next member's name; false at the end of the object.
    private static bool NextMember(ref Utf8JsonReader json) =>
        json.Read() && json.TokenType is JsonTokenType.PropertyName;

    private static string Text(ref Utf8JsonReader json) => json.Read() ? json.GetString() ?? "" : "";

    private static string[]? Texts(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.StartArray)
            return null;
        var texts = new List<string>();
        while (json.Read() && json.TokenType is not JsonTokenType.EndArray)
            texts.Add(json.GetString() ?? "");
        return [.. texts];
    }
}
