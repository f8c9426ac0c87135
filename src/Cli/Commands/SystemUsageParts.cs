// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Cli.CommandLine;
using Husk.Cli.Commands.Containers;
using Husk.Cli.Commands.Volumes;
using Husk.Cli.Output;
using Husk.Cli.Templates;
using Husk.Engine.Building;
using Husk.Engine.Images;
using Husk.Engine.Volumes;

namespace Husk.Cli.Commands;

/// <summary>`system df --verbose`: what takes the room, one by one.</summary>
internal static class SystemUsageParts
{
    private static readonly Column[] ImageColumns =
    [
        new("Repository", "REPOSITORY"), new("Tag", "TAG"), new("ID", "IMAGE ID"), new("CreatedSince", "CREATED"),
        new("Size", "SIZE"), new("SharedSize", "SHARED SIZE"), new("UniqueSize", "UNIQUE SIZE"),
        new("Containers", "CONTAINERS"),
    ];

    private static readonly Column[] ContainerColumns =
    [
        new("ID", "CONTAINER ID"), new("Image", "IMAGE"), new("Command", "COMMAND"),
        new("LocalVolumes", "LOCAL VOLUMES"), new("Size", "SIZE"), new("RunningFor", "CREATED"),
        new("Status", "STATUS"), new("Names", "NAMES"),
    ];

    private static readonly Column[] VolumeColumns =
        [new("Name", "VOLUME NAME"), new("Links", "LINKS"), new("Size", "SIZE")];

    private static readonly Column[] CacheColumns =
    [
        new("ID", "CACHE ID"), new("CacheType", "CACHE TYPE"), new("Size", "SIZE"), new("CreatedSince", "CREATED"),
        new("LastUsedSince", "LAST USED"), new("Shared", "SHARED"),
    ];

    private static readonly ListFormat Formats = new("", string.Concat(
        Each("Images", "Image", ImagesCommand.WithDigests.Raw),
        Each("Containers", "Container", PsCommand.Formats.Raw + PsCommand.RawSize),
        Each("Volumes", "Volume", VolumeListCommand.Formats.Raw),
        Each("BuildCache", "Build Cache", """
            build_cache_id: {{.ID}}
            build_cache_type: {{.CacheType}}
            description: {{.Description}}
            created_at: {{.CreatedAt}}
            created_since: {{.CreatedSince}}
            last_used_at: {{.LastUsedAt}}
            last_used_since: {{.LastUsedSince}}
            shared: {{.Shared}}

            """)));

    public static void Write(
        Invocation call, ImageUsage usage, IReadOnlyList<ImageUser> users, IReadOnlyList<CacheEntry> cache)
    {
        string? format = Formats.Of(call);
        bool table = format is null or "table";
        List<JsonObject> images = [.. ImagesCommand.UsageRows(call, users, whole: !table)];
        List<JsonObject> containers =
            [.. call.Containers.List(all: true).Select(container => PsCommand.UsageRow(call, container, whole: !table))];
        List<JsonObject> volumes = [.. Volumes(call)];
        List<JsonObject> builds = [.. cache.Select(RowOf)];
        TextWriter to = call.Streams.Out;
        if (!table)
        {
            WriteTemplate(to, format!, new JsonObject
            {
                ["Images"] = new JsonArray([.. images]),
                ["Containers"] = new JsonArray([.. containers]),
                ["Volumes"] = new JsonArray([.. volumes]),
                ["BuildCache"] = new JsonArray([.. builds]),
            });
            return;
        }
        to.Write("Images space usage:\n\n");
        Listing.Write(to, null, ImageColumns, images);
        to.Write($"\nCompressed: {Human.Size(usage.Blobs, 4)}, unpacked: {Human.Size(usage.Layers, 4)}, partial downloads: {Human.Size(usage.Partial, 4)}\n");
        to.Write("\nContainers space usage:\n\n");
        Listing.Write(to, null, ContainerColumns, containers);
        to.Write("\nLocal Volumes space usage:\n\n");
        Listing.Write(to, null, VolumeColumns, volumes);
        to.Write($"\nBuild cache usage: {Human.Size(cache.Sum(entry => entry.Size), 4)}\n\n");
        Listing.Write(to, null, CacheColumns, builds);
    }

    private static string Each(string list, string type, string raw) =>
        $"{{{{range .{list}}}}}type: {type}\n{raw}\n{{{{end -}}}}\n";

    // One for all of it, as docker: the parts are lists in there.
    private static void WriteTemplate(TextWriter to, string format, JsonObject all) =>
        to.Write(Template.Parse(format == "json" ? "{{json .}}" : format).Run(all) + "\n");

    private static IEnumerable<JsonObject> Volumes(Invocation call)
    {
        IReadOnlyDictionary<string, int> users = call.Containers.VolumeUsers();
        foreach (Volume volume in call.Containers.Volumes())
        {
            JsonObject row = VolumeListCommand.RowOf(call, volume);
            row["Links"] = users.GetValueOrDefault(volume.Name).ToString(CultureInfo.InvariantCulture);
            row["Size"] = Human.Size(call.Containers.SizeOf(volume), 4);
            yield return row;
        }
    }

    private static JsonObject RowOf(CacheEntry entry) => new()
    {
        ["CacheType"] = entry.IsMount ? "exec.cachemount" : "regular",
        ["CreatedAt"] = Human.At(entry.Created),
        ["CreatedSince"] = Human.Ago(entry.Created),
        ["Description"] = entry.Description,
        ["ID"] = entry.Id,
        ["LastUsedAt"] = Human.At(entry.LastUsed),
        ["LastUsedSince"] = Human.Ago(entry.LastUsed),
        ["Shared"] = entry.IsShared ? "true" : "false",
        ["Size"] = Human.Size(entry.Size, 4),
    };
}
