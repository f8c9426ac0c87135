// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Engine.Explaining.Shell;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Explaining.Phases;

/// <summary>From a name to unpacked layers.</summary>
internal static class ImagePhase
{
    public static ExplainedPhase Of(RunFacts facts) =>
        new("image", "From a name to layers",
            [Resolve(facts), ReadConfig(facts), .. facts.Layers.Select(layer => Layer(facts, layer))]);

    private static ExplainedStep Resolve(RunFacts facts)
    {
        string image = facts.Container.Config.Image;
        string names = string.Join(", ", facts.Image.RepoTags);
        bool isIndex = MediaTypes.IsIndex(facts.Image.Root.MediaType);
        return new ExplainedStep(
            $"find the image {image}: {Short(facts.Image.Root.Digest.ToString())}",
            $"index.json of the store has it as {(names.Length > 0 ? names : "an image without a name")}, "
            + (isIndex
            ? $"an index, whose manifest for {facts.Container.Platform} is {Short(facts.Image.Descriptor.Digest.ToString())}"
                : "a manifest"))
        {
            Shell = [$"jq .manifests {facts.Engine.Root}/images/index.json",
                $"jq . {Blob(facts, facts.Image.Descriptor.Digest)}"],
        };
    }

    private static ExplainedStep ReadConfig(RunFacts facts) => new(
        $"read what it says of itself: {Short(facts.Image.Id.ToString())}",
        "command, environment, user, volumes, and the digests of the layers (image-spec config.md); flags of run go above it")
    {
        Shell = [$"jq '.config, .rootfs' {Blob(facts, facts.Image.Id)}"],
    };

    private static ExplainedStep Layer(RunFacts facts, ExplainedLayer layer)
    {
        Descriptor blob = facts.Image.Manifest.Layers[layer.Number - 1];
        string made = layer.CreatedBy.Length > 0 ? $"; made by: {layer.CreatedBy}" : "";
        string directory = layer.Path;
        return layer.Unpacked
            ? new ExplainedStep(
                $"use layer {layer.Number}, {Short(layer.Digest)}",
                $"it is unpacked already, and shared by all that stand on it{made}")
            {
                Shell = [$"ls {directory}"],
            }
            : new ExplainedStep($"unpack layer {layer.Number}, {Short(layer.Digest)}",
                $"once for all who will stand on it; files named .wh.* become whiteouts of overlayfs{made}")
            {
                Shell = [$"mkdir -p {directory} && tar -xpf {Blob(facts, blob.Digest)} -C {directory}"],
            };
    }

    // As much of a digest as docker shows; the whole is in the lines.
    private static string Short(string digest) => digest[..Math.Min(digest.Length, "sha256:".Length + 12)];

    private static string Blob(RunFacts facts, Oci.Digest digest) =>
        ShellText.Quote($"{facts.Engine.Root}/images/blobs/{digest.ToString().Replace(':', '/')}");
}
