// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Husk.Cli.CommandLine;
using Husk.Engine.Images;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Cli.Commands;

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
        new(["manifest inspect"], "MANIFEST", "Display an image manifest, or manifest list, as it is at the registry")
        {
            Count = (1, 1),
            Flags =
        [
            new("insecure", '\0', FlagKind.Bool,
                "Allow plain HTTP and certificates that nobody vouches for, unless registries.json forbids it"),
            new("verbose", 'v', FlagKind.Bool, "Show name, descriptor and platform of each manifest, too"),
        ],
            Run = Run,
        };

    private static async Task<int> Run(Invocation call)
    {
        Reference name = Reference.Parse(call.Arguments[0]);
        bool insecure = call.Flags.Bool("insecure");
        if (!call.Flags.Bool("verbose"))
        {
            PublishedManifest manifest =
                await call.Images.RemoteManifest(name, insecure, call.Cancel).ConfigureAwait(false);
            call.Streams.Out.Write(Text(JsonNode.Parse(manifest.Content)!) + "\n");
            return 0;
        }
        var all = (await call.Images.RemoteManifests(name, insecure, call.Cancel).ConfigureAwait(false))
            .Select(Document).ToArray();
        call.Streams.Out.Write(Text(all.Length == 1 ? all[0] : new JsonArray([.. all])) + "\n");
        return 0;
    }

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
