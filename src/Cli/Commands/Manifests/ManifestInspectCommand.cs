// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Images;
using Husk.Engine.Images.Lists;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands.Manifests;

internal static class ManifestInspectCommand
{
    private static readonly JsonWriterOptions Layout = new()
    {
        Indented = true,
        IndentCharacter = '\t',
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static readonly Command Row =
        new(["manifest inspect"], "[MANIFEST_LIST] MANIFEST",
            "Display an image manifest, or manifest list, as it is here or else at the registry")
        {
            Count = (1, 2),
            Flags =
        [
            ManifestName.Insecure,
            new("verbose", 'v', FlagKind.Bool, "Show name, descriptor and platform of each manifest, too"),
        ],
            Run = Run,
        };

    private static Task<int> Run(Invocation call)
    {
        Reference[] names = [.. call.Arguments.Select(name => ManifestName.Of(name))];
        if (names is [var list, var listed])
            return Task.FromResult(Show(call, call.Images.FindListedManifest(list, listed)));
        return call.Images.TryFindManifestList(names[0]) is { } here
            ? Task.FromResult(Show(call, here))
            : ShowPublished(call, names[0]);
    }

    private static int Show(Invocation call, PublishedManifest manifest)
    {
        call.Streams.Out.Write(Text(IsVerbose(call) ? Document(manifest) : JsonNode.Parse(manifest.Content)!) + "\n");
        return 0;
    }

    private static int Show(Invocation call, ManifestList list)
    {
        call.Streams.Out.Write((IsVerbose(call)
            ? Text(new JsonArray([.. list.Manifests.Select(Document)]))
            : Encoding.UTF8.GetString(list.Document())) + "\n");
        return 0;
    }

    private static async Task<int> ShowPublished(Invocation call, Reference name)
    {
        bool insecure = call.Flags.Bool("insecure");
        PublishedManifest root = await call.Images.RemoteManifest(name, insecure, call.Cancel).ConfigureAwait(false);
        if (!IsVerbose(call))
            return Show(call, root);
        IReadOnlyList<PublishedManifest> all =
            await call.Images.RemoteManifests(name, insecure, call.Cancel).ConfigureAwait(false);
        return root.IsIndex ? Show(call, new ManifestList(name, all)) : Show(call, all[0]);
    }

    private static bool IsVerbose(Invocation call) => call.Flags.Bool("verbose");

    // docker/cli, cli/manifest/types, ImageManifest.
    private static JsonObject Document(PublishedManifest manifest)
    {
        var descriptor = new JsonObject
        {
            ["mediaType"] = manifest.MediaType,
            ["digest"] = manifest.Digest.ToString(),
            ["size"] = manifest.Content.Length,
        };
        if (manifest.Platform is { } platform)
            descriptor["platform"] = PlatformOf(platform);
        return new JsonObject
        {
            ["Ref"] = manifest.Name.ToString(),
            ["Descriptor"] = descriptor,
            ["Raw"] = Convert.ToBase64String(manifest.Content),
            [manifest.MediaType == MediaTypes.DockerManifest ? "SchemaV2Manifest" : "OCIManifest"] =
                JsonNode.Parse(manifest.Content),
        };
    }

    private static JsonObject PlatformOf(Platform platform)
    {
        var json = new JsonObject { ["architecture"] = platform.Architecture, ["os"] = platform.Os };
        if (platform.OsVersion is { Length: > 0 } version)
            json["os.version"] = version;
        if (platform.OsFeatures is { Length: > 0 } features)
            json["os.features"] = new JsonArray([.. features.Select(feature => JsonValue.Create(feature))]);
        if (platform.Variant is { Length: > 0 } variant)
            json["variant"] = variant;
        return json;
    }

    private static string Text(JsonNode node)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
            node.WriteTo(json);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
