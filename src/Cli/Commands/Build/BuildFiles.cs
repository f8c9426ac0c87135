// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Husk.Cli.CommandLine;
using Husk.Engine.Building;

namespace Husk.Cli.Commands.Build;

/// <summary>What a build writes for scripts.</summary>
internal static class BuildFiles
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        TypeInfoResolver = null,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A build that fails leaves no ID of an earlier one.</summary>
    public static void Clear(Invocation call)
    {
        if (call.Flags.String("iidfile") is { } file && File.Exists(file))
            File.Delete(file);
    }

    public static void Write(Invocation call, BuildOrder order, BuildOutcome outcome)
    {
        if (call.Flags.String("iidfile") is { } file && outcome.Id is { } id)
            File.WriteAllText(file, id.ToString());
        if (call.Flags.String("metadata-file") is not { } metadata)
            return;
        var document = new JsonObject();
        if (outcome is { Id: { } config, Manifest: { } manifest })
        {
            document["containerimage.config.digest"] = config.ToString();
            document["containerimage.descriptor"] = new JsonObject
            {
                ["mediaType"] = manifest.MediaType,
                ["digest"] = manifest.Digest.ToString(),
                ["size"] = manifest.Size,
            };
            document["containerimage.digest"] = manifest.Digest.ToString();
        }

        if (order.Names.Count > 0)
            document["image.name"] = string.Join(',', order.Names.Select(name => name.ToString()));
        File.WriteAllText(metadata, document.ToJsonString(Layout) + "\n");
    }
}
