// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Husk.Engine.Events;

/// <summary>Something that happened (Engine API 1.51, SystemEvents).</summary>
/// <param name="Type"><c>container</c>, <c>image</c>, <c>volume</c>, <c>network</c>.</param>
/// <param name="Action"><c>create</c>, <c>die</c>, <c>exec_start: sh</c>, ...</param>
/// <param name="Id">What it happened to.</param>
/// <param name="Attributes">Name, image, labels, and what else there is to know.</param>
/// <param name="Nanoseconds">When: since 1970.</param>
/// <param name="Json">As it stands in the log.</param>
public sealed record EngineEvent(
    string Type, string Action, string Id, IReadOnlyDictionary<string, string> Attributes, long Nanoseconds,
    JsonObject Json)
{
    public DateTimeOffset Time => DateTimeOffset.UnixEpoch.AddTicks(Nanoseconds / 100);

    /// <summary>Null for a line that was cut, or that is of somebody else.</summary>
    internal static EngineEvent? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonNode.Parse(line) is not JsonObject json || json["Actor"] is not JsonObject actor)
                return null;
            var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach ((string name, JsonNode? value) in actor["Attributes"] as JsonObject ?? [])
                attributes[name] = (string?)value ?? "";
            return new EngineEvent(
                (string?)json["Type"] ?? "", (string?)json["Action"] ?? "", (string?)actor["ID"] ?? "", attributes,
                (long?)json["timeNano"] ?? 0, json);
        }
        // A name that stands there twice is an argument to JsonObject.
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
