// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Images;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>All images there are, in no order.</summary>
    public IReadOnlyList<LocalImage> All() => Guard(() =>
    {
        var images = new List<LocalImage>();
        if (!HasStore)
            return images;
        foreach (IGrouping<Digest, Descriptor> entries in Content.Images().GroupBy(entry => entry.Digest))
        {
            Reference[] names = [.. entries.Select(ContentStore.NameOf).OfType<Reference>()];
            if (Read(entries.First(), names, platform: null) is { } image)
                images.Add(image);
        }
        return (IReadOnlyList<LocalImage>)images;
    });

    /// <summary>The image of a name, an ID, or the beginning of an ID.</summary>
    /// <exception cref="EngineException">There is none, or several whose IDs begin so.</exception>
    public LocalImage Find(string nameOrId, Platform? platform = null) =>
        TryFind(nameOrId, platform) ?? throw NotThere(nameOrId);

    /// <summary>What is said of an image that is not there, or of what could name none.</summary>
    public static EngineException NotThere(string nameOrId) =>
        Reference.WhyNot(nameOrId, out Reference? reference) is { } reason && !IsId(nameOrId)
            ? new EngineException(EngineFault.InvalidArgument, reason)
            : new EngineException(
                EngineFault.NotFound, $"No such image: {reference?.WithDefaultTag().Familiar ?? nameOrId}");

    /// <summary>Whether this is a whole ID, which could not be a name.</summary>
    public static bool IsId(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The same; null when there is none.</summary>
    public LocalImage? TryFind(string nameOrId, Platform? platform = null) => Guard(() =>
    {
        IReadOnlyList<LocalImage> all = All();
        LocalImage? found = ByName(all, nameOrId) ?? ById(all, nameOrId);
        return found is null || platform is null ? found : Read(found.Root, found.Names, platform)
            ?? throw new EngineException(EngineFault.NotFound,
                $"image with reference {nameOrId} was found but does not provide the specified platform ({platform})");
    });

    /// <summary>Whether this is a name rather than an ID: what `rmi` takes away then.</summary>
    private static Reference? NameIn(LocalImage image, string nameOrId) =>
        Reference.TryParse(nameOrId, out Reference? reference)
            ? image.Names.FirstOrDefault(name => IsMeant(name, reference, image.Root.Digest))
            : null;

    private static LocalImage? ByName(IReadOnlyList<LocalImage> all, string text) =>
        Reference.TryParse(text, out Reference? reference)
            ? all.FirstOrDefault(image => image.Names.Any(name => IsMeant(name, reference, image.Root.Digest)))
            : null;

    private static bool IsMeant(Reference name, Reference asked, Digest root)
    {
        if (name.Repository != asked.Repository)
            return false;
        // The digest says which image; a tag beside it is for the reader.
        return asked.Digest is { } digest ? digest == root : name.Tag == asked.WithDefaultTag().Tag;
    }

    private static LocalImage? ById(IReadOnlyList<LocalImage> all, string text)
    {
        string prefix = text.StartsWith("sha256:", StringComparison.Ordinal) ? text["sha256:".Length..] : text;
        if (prefix.Length == 0 || prefix.AsSpan().ContainsAnyExcept("0123456789abcdef"))
            return null;
        LocalImage[] matches = [.. all.Where(
            image => image.Id.Hex.StartsWith(prefix, StringComparison.Ordinal) || image.Root.Digest.Hex == prefix)];
        return matches.Select(image => image.Id).Distinct().Count() > 1
            ? throw new EngineException(
                EngineFault.InvalidArgument, $"image ID \"{text}\" is ambiguous: {matches.Length} images begin with it")
            : matches.FirstOrDefault();
    }

    /// <summary>Null when this is no image, or its content is not there or damaged: half an image is
    /// nobody's.</summary>
    private LocalImage? Read(Descriptor root, IReadOnlyList<Reference> names, Platform? platform)
    {
        try
        {
            Descriptor? descriptor = MediaTypes.IsIndex(root.MediaType) ? Chosen(root.Digest, platform) : root;
            if (descriptor is null)
                return null;
            ImageManifest manifest =
                ImageSpecJson.ParseManifest(Content.ReadAll(descriptor.Digest), descriptor.Digest.ToString());
            if (!MediaTypes.IsConfig(manifest.Config.MediaType))
                return null;
            ImageConfig config =
                ImageSpecJson.ParseConfig(Content.ReadAll(manifest.Config.Digest), manifest.Config.Digest.ToString());
            bool other = platform is not null && config.Platform is { Os.Length: > 0 } own && !platform.Accepts(own);
            return other ? null : new LocalImage
            {
                Root = root,
                Descriptor = descriptor,
                Manifest = manifest,
                Config = config,
                Names = names,
            };
        }
        catch (ImageException e) when (e.Fault is ImageFault.NotFound)
        {
            return null;
        }
        catch (ImageException e) when (e.Fault is ImageFault.Corrupt)
        {
            Tell(e.Message);
            return null;
        }
    }

    /// <summary>The manifest for the platform, or for this machine, or the only one that is here.</summary>
    private Descriptor? Chosen(Digest index, Platform? platform)
    {
        ImageIndex content = ImageSpecJson.ParseIndex(Content.ReadAll(index), index.ToString());
        if (content.Choose(platform ?? Platform.Host) is { } chosen && Content.Contains(chosen.Digest))
            return chosen;
        return platform is null
            ? content.Manifests.FirstOrDefault(
                entry => MediaTypes.IsManifest(entry.MediaType) && Content.Contains(entry.Digest))
            : null;
    }
}
