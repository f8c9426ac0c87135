// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Cli.Templates;

/// <summary>
/// A value of Go's that is no text, number or truth. It takes what it holds from JSON; what the JSON leaves out is there
/// all the same, and empty.
/// </summary>
/// <param name="type">A structure, list, map, time or duration.</param>
/// <param name="json">Null when the JSON has none.</param>
internal sealed class Typed(GoType type, JsonNode? json)
{
    public GoType Type => type;

    /// <summary>What `json` prints.</summary>
    public JsonNode? Json => json ?? (type.Kind is GoKind.Structure ? new JsonObject() : null);

    /// <summary>Of a list or a map; null for what has no length.</summary>
    public int? Count => type.Kind switch
    {
        GoKind.List => (json as JsonArray)?.Count ?? 0,
        GoKind.Map or GoKind.PortMap => (json as JsonObject)?.Count ?? 0,
        _ => null,
    };

    /// <summary>Not empty; a structure never is (pkg.go.dev/text/template, IsTrue).</summary>
    public bool IsTrue => type.Kind is GoKind.Duration ? Nanoseconds != 0 : Count is not 0;

    private long Nanoseconds => json is JsonValue leaf && leaf.TryGetValue(out long count) ? count : 0;

    /// <summary>A value of that type as templates have it.</summary>
    public static object? Of(JsonNode? json, GoType type) => type.Kind switch
    {
        GoKind.Text => Values.Of(json) as string ?? "",
        GoKind.Number => Values.Of(json) ?? 0L,
        GoKind.Truth => Values.Of(json) is true,
        GoKind.Any => Values.Of(json),
        GoKind.Pointer => json is null ? NilPointer.Instance : Of(json, type.Item!),
        _ => new Typed(type, json),
    };

    /// <param name="name">What a template calls it.</param>
    /// <param name="value">It, or what Go has for a key that a map has not.</param>
    /// <returns>False when there can be none of that name.</returns>
    public bool TryField(string name, out object? value)
    {
        if (type.Kind is GoKind.Map)
        {
            value = json is JsonObject map && map.TryGetPropertyValue(name, out JsonNode? found)
                ? Of(found, type.Item!)
                : Values.NoValue;
            return true;
        }
        GoField? field = type.Kind is GoKind.Structure ? type.Field(name) : null;
        value = field is null ? null : Of((json as JsonObject)?[field.Key], field.Type);
        return field is not null;
    }

    /// <summary>As Go's `index`: of a map also what is not there, empty.</summary>
    public object? At(object? key) => (type.Kind, key) switch
    {
        (GoKind.List, long index) when index >= 0 && index < Count => Of(((JsonArray)json!)[(int)index], type.Item!),
        (GoKind.List, long index) => throw new TemplateException($"error calling index: index out of range: {index}"),
        (GoKind.Map, string name) => Of((json as JsonObject)?[name], type.Item!),
        _ => throw new TemplateException(
            $"error calling index: can't index item of {this} with {Values.Print(key)}"),
    };

    /// <summary>Of a list or a map, a map's in the order of its keys; null for what has none.</summary>
    public IEnumerable<(object Key, object? Value)>? Items => type.Kind switch
    {
        GoKind.List => (json as JsonArray ?? []).Select((item, index) => ((object)(long)index, Of(item, type.Item!))),
        GoKind.Map or GoKind.PortMap => (json as JsonObject ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => ((object)pair.Key, Of(pair.Value, type.Item!))),
        _ => null,
    };

    public Typed Slice(int from, int to) => new(
        type, new JsonArray([.. (json as JsonArray ?? []).Skip(from).Take(to - from).Select(item => item?.DeepClone())]));

    /// <summary>As Go's %v.</summary>
    public override string ToString() => type.Kind switch
    {
        GoKind.List => $"[{string.Join(' ', Items!.Select(item => Values.PrintInside(item.Value)))}]",
        GoKind.Map or GoKind.PortMap => $"map[{string.Join(' ', Items!.Select(pair => $"{pair.Key}:{Values.PrintInside(pair.Value)}"))}]",
        GoKind.Duration => GoTime.Duration(Nanoseconds),
        GoKind.Time => GoTime.Time((string?)json),
        _ => type.Name switch
        {
            // They have words of their own: go-units, Ulimit; moby's blkiodev.
            "Ulimit" => $"{Text("Name")}={Text("Soft")}:{Text("Hard")}",
            "WeightDevice" => $"{Text("Path")}:{Text("Weight")}",
            "ThrottleDevice" => $"{Text("Path")}:{Text("Rate")}",
            _ => $"{{{string.Join(' ', type.Fields.Select(field => Text(field.Name)))}}}",
        },
    };

    private string Text(string field) =>
        TryField(field, out object? value) ? Values.PrintInside(value) : "";
}
