// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Husk.Images.Archives;

/// <summary>One image of <c>manifest.json</c>, docker's own table of contents of an archive.</summary>
/// <remarks>Source: moby's image specification 1.2, "Combined Image JSON + Filesystem Changeset Format".</remarks>
internal sealed record DockerManifestItem(string Config, string[] RepoTags, string[] Layers)
{
    public const string FileName = "manifest.json";

    /// <exception cref="ImageException">It is no such table (Corrupt).</exception>
    public static List<DockerManifestItem> ParseAll(byte[] utf8)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(utf8);
            return [.. json.RootElement.EnumerateArray().Select(item => new DockerManifestItem(
                item.GetProperty("Config"u8).GetString() ?? "", Strings(item, "RepoTags"), Strings(item, "Layers")))];
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new ImageException(
                ImageFault.Corrupt, $"{FileName} of the archive cannot be read: {broken.Message}", broken);
        }
    }

    private static string[] Strings(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(element => element.GetString() ?? "")]
            : [];
}
