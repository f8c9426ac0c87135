// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Engine.Containers;
using Husk.Engine.Volumes;

namespace Husk.Cli.Commands.Volumes;

/// <summary>A volume as docker's `volume inspect` shows it.</summary>
internal static class VolumeDocument
{
    public static JsonObject Of(ContainerEngine engine, Volume volume) => new()
    {
        ["CreatedAt"] = volume.CreatedAt.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["Driver"] = volume.Driver,
        ["Labels"] = Map(volume.Labels),
        ["Mountpoint"] = engine.PathOf(volume),
        ["Name"] = volume.Name,
        ["Options"] = Map(volume.Options),
        ["Scope"] = "local",
    };

    private static JsonObject? Map(IReadOnlyDictionary<string, string> values) => values.Count == 0
        ? null
        : new JsonObject(values.OrderBy(pair => pair.Key, System.StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));
}
