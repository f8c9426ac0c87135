// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Husk.Cli.Commands.Containers;

/// <summary>What stands before a line with <c>logs --details</c>.</summary>
internal static class LogDetails
{
    /// <summary><c>name=value,name=value</c> in the order of the names, escaped as in a URL's query
    /// (daemon/server/httputils/write_log_stream.go).</summary>
    /// <param name="attributes">A JSON object of strings, or nothing.</param>
    public static string Of(ReadOnlySpan<byte> attributes)
    {
        if (attributes.IsEmpty)
            return "";
        var pairs = new List<(string Name, string Value)>();
        try
        {
            var json = new Utf8JsonReader(attributes);
            json.Read();
            while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
            {
                string name = json.GetString()!;
                json.Read();
                pairs.Add((name, json.GetString() ?? ""));
            }
        }
        catch (Exception damaged) when (damaged is JsonException or InvalidOperationException)
        {
            // The line itself was read.
        }
        return string.Join(',', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .Select(pair => $"{Escaped(pair.Name)}={Escaped(pair.Value)}"));
    }

    // Go's url.QueryEscape.
    private static string Escaped(string text) =>
        Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
