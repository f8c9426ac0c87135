// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Husk.Cli.Templates;

/// <summary>
/// What templates work on: strings, <c>long</c>, <c>double</c>, <c>bool</c>, null, <see cref="Typed"/>,
/// <see cref="JsonArray"/> and <see cref="JsonObject"/>; and how Go prints and judges such values.
/// </summary>
internal static class Values
{
    /// <summary>What Go prints for a name that a map has not, and takes for false; not the same as a text that says
    /// so.</summary>
    public static readonly string NoValue = new("<no value>".AsSpan());

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A node of JSON as a value: leaves become what they hold.</summary>
    public static object? Of(JsonNode? node)
    {
        if (node is not JsonValue leaf)
            return node;
        return leaf.GetValueKind() switch
        {
            JsonValueKind.String => leaf.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when leaf.TryGetValue(out long whole) => whole,
            JsonValueKind.Number when leaf.TryGetValue(out int small) => (long)small,
            JsonValueKind.Number when leaf.TryGetValue(out double real) => real,
            _ => null,
        };
    }

    /// <summary>Whether a condition holds: not false, zero, nil or empty.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool truth => truth,
        string text => text.Length > 0 && !ReferenceEquals(text, NoValue),
        long number => number != 0,
        double number => number != 0,
        JsonArray list => list.Count > 0,
        JsonObject map => map.Count > 0,
        Typed typed => typed.IsTrue,
        NilPointer => false,
        _ => true,
    };

    /// <summary>As Go's %v in a list, a map or a structure.</summary>
    public static string PrintInside(object? value) => value is null ? NilPointer.Instance.ToString() : Print(value);

    /// <summary>As Go's %v: lists in brackets, maps sorted by key.</summary>
    public static string Print(object? value) => value switch
    {
        null => NoValue,
        bool truth => truth ? "true" : "false",
        string text => text,
        double number => Real(number),
        JsonArray list => $"[{string.Join(' ', list.Select(item => PrintInside(Of(item))))}]",
        JsonObject map =>
            $"map[{string.Join(' ', map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{PrintInside(Of(pair.Value))}"))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>As JSON on one line.</summary>
    public static string ToJson(object? value)
    {
        using var stream = new System.IO.MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Json))
            Write(json, value);
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>How the first stands to the second; null when they are not of one kind.</summary>
    public static int? Compare(object? a, object? b) => (a, b) switch
    {
        (string x, string y) => string.CompareOrdinal(x, y),
        (long x, long y) => x.CompareTo(y),
        (double x, double y) => x.CompareTo(y),
        (long x, double y) => ((double)x).CompareTo(y),
        (double x, long y) => x.CompareTo(y),
        (bool x, bool y) => x == y ? 0 : 1,
        (null or NilPointer, null or NilPointer) => 0,
        (Typed, null) or (null, Typed) => 1,
        _ => null,
    };

    public static IEnumerable<(object Key, object? Value)> Items(object? value) => value switch
    {
        null => [],
        Typed { Items: { } items } => items,
        JsonArray list => list.Select((item, index) => ((object)(long)index, Of(item))),
        JsonObject map =>
            map.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => ((object)pair.Key, Of(pair.Value))),
        long count => Enumerable.Range(0, (int)count).Select(index => ((object)(long)index, (object?)(long)index)),
        _ => throw new TemplateException($"range can't iterate over {Print(value)}"),
    };

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or NilPointer or Typed { Json: null }:
                json.WriteNullValue();
                break;
            case Typed typed:
                typed.Json.WriteTo(json);
                break;
            case JsonNode node:
                node.WriteTo(json);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Print(value));
                break;
        }
    }

    private static string Real(double number) =>
        number == Math.Floor(number) && Math.Abs(number) < 1e21
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);
}
