// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Text.Json.Nodes;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>An image as docker's `image inspect` shows it.</summary>
    public JsonObject Inspect(LocalImage image) => Guard(() =>
    {
        JsonNode config = JsonNode.Parse(Content.ReadAll(image.Id)) ?? new JsonObject();
        var document = new JsonObject
        {
            ["Id"] = image.Id.ToString(),
            ["RepoTags"] = List(image.RepoTags),
            ["RepoDigests"] = List(image.RepoDigests),
            ["Parent"] = "",
            ["Comment"] = image.Config.Comment.Length > 0
                ? image.Config.Comment
                : image.Config.History.LastOrDefault()?.Comment ?? "",
            ["Created"] = image.Config.Created,
            ["DockerVersion"] = image.Config.DockerVersion,
            ["Author"] = image.Config.Author,
            ["Config"] = WithAllFields(config["config"] as JsonObject),
            ["Architecture"] = image.Config.Architecture,
        };
        if (image.Config.Variant.Length > 0)
            document["Variant"] = image.Config.Variant;
        document["Os"] = image.Config.Os;
        document["Size"] = SizeOf(image);
        document["GraphDriver"] = new JsonObject { ["Data"] = null, ["Name"] = "overlayfs" };
        document["RootFS"] = new JsonObject
        {
            ["Type"] = image.Config.RootFs.Type,
            ["Layers"] = List(image.Config.RootFs.DiffIds.Select(id => id.ToString())),
        };
        document["Metadata"] = new JsonObject { ["LastTagTime"] = "0001-01-01T00:00:00Z" };
        document["Descriptor"] = new JsonObject
        {
            ["mediaType"] = image.Root.MediaType,
            ["digest"] = image.Root.Digest.ToString(),
            ["size"] = image.Root.Size,
        };
        return document;
    });

    /// <summary>
    /// As it is in the image, for what this program does not know is shown too; and what an image need not say, since
    /// people's templates ask for it.
    /// </summary>
    private static JsonObject WithAllFields(JsonObject? config)
    {
        var all = new JsonObject
        {
            ["User"] = "",
            ["ExposedPorts"] = null,
            ["Env"] = null,
            ["Cmd"] = null,
            ["Volumes"] = null,
            ["WorkingDir"] = "",
            ["Entrypoint"] = null,
            ["OnBuild"] = null,
            ["Labels"] = null,
        };
        foreach ((string name, JsonNode? value) in config ?? [])
            all[name] = value?.DeepClone();
        return all;
    }

    private static JsonArray List(System.Collections.Generic.IEnumerable<string> texts) =>
        [.. texts.Select(text => (JsonNode)JsonValue.Create(text))];
}
