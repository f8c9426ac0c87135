// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json;

namespace Husk.Images.Registry;

/// <summary>One error as a registry words it (distribution-spec, Error Codes).</summary>
/// <param name="Code">For example MANIFEST_UNKNOWN; empty when the registry gave none.</param>
/// <param name="Message">The registry's own words; may be empty.</param>
public sealed record RegistryError(string Code, string Message)
{
    private const int MostText = 400;

    /// <summary>As docker prints it: the code in lower case without underscores, then the message.</summary>
    public override string ToString()
    {
        string code = Code.Replace('_', ' ').ToLowerInvariant();
        return (code, Message) switch
        {
            ("", _) => Message,
            (_, "") => code,
            _ => $"{code}: {Message}",
        };
    }

    /// <summary>
    /// The errors in the body of a response: <c>{"errors":[...]}</c>, or <c>{"details":...}</c> and
    /// <c>{"message":...}</c> as token servers and proxies answer, or plain text. HTML says nothing a person could use,
    /// and gives none.
    /// </summary>
    public static IReadOnlyList<RegistryError> Parse(ReadOnlySpan<byte> body, string? mediaType)
    {
        var errors = new List<RegistryError>();
        if (body.IsEmpty || mediaType is "text/html")
            return errors;
        try
        {
            var reader = new Utf8JsonReader(body);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            Collect(document.RootElement, errors);
        }
        catch (JsonException)
        {
            string text = System.Text.Encoding.UTF8.GetString(body).Trim();
            if (text.Length > 0 && text[0] is not ('<' or '{'))
                errors.Add(new RegistryError("", OneLine(text)));
        }
        return errors;
    }

    private static void Collect(JsonElement root, List<RegistryError> errors)
    {
        if (root.ValueKind is not JsonValueKind.Object)
            return;
        if (root.TryGetProperty("errors", out JsonElement list) && list.ValueKind is JsonValueKind.Array)
        {
            foreach (JsonElement error in list.EnumerateArray())
            {
                if (error.ValueKind is JsonValueKind.Object)
                    errors.Add(new RegistryError(Text(error, "code"), OneLine(Text(error, "message"))));
            }
            return;
        }
        foreach (string name in (ReadOnlySpan<string>)["details", "message", "error_description", "error", "detail"])
        {
            if (Text(root, name) is { Length: > 0 } message)
            {
                errors.Add(new RegistryError("", OneLine(message)));
                return;
            }
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : "";

    // What a server sends goes to a terminal: no control characters, and not a page of it.
    private static string OneLine(string text)
    {
        Span<char> clean = text.Length > MostText ? text[..MostText].ToCharArray() : text.ToCharArray();
        foreach (ref char c in clean)
        {
            if (char.IsControl(c))
                c = ' ';
        }
        return new string(clean).Trim();
    }
}
