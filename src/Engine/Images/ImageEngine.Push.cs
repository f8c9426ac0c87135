// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Transfer;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>Sends an image to the registry of its name.</summary>
    /// <param name="reference">Which; a tag that is not given is <c>latest</c>.</param>
    /// <param name="platform">Only the manifest for this one, rather than the index; null for all.</param>
    /// <param name="progress">Told of each layer's steps, on several threads.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>What was pushed.</returns>
    public Task<Descriptor> Push(Reference reference, Platform? platform, IProgress<LayerProgress>? progress,
        CancellationToken cancel) => Guard(async () =>
    {
        Reference name = reference.WithDefaultTag();
        LocalImage image = TryFind(name.ToString(), platform)
            ?? throw NotTagged(name);
        Descriptor root = platform is null && IsWhole(image.Root) ? image.Root : image.Descriptor;
        IReadOnlyList<LocalImage> all = All();
        var push = new ImagePush(Registries, Content,
            new ProgressRelay(progress))
        { KnownAt = digest => RepositoriesWith(all, digest, name) };
        try
        {
            await push.Run(name, root, cancel).ConfigureAwait(false);
        }
        catch (RegistryException e) when (
            e.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || e.Has("DENIED"))
        {
            throw new EngineException(EngineFault.Unauthorized,
                $"push access denied for {name.FamiliarRepository}, repository does not exist or may require 'husk login': {e.Message}");
        }
        Tell("push", name.Familiar, name);
        return root;
    });

    /// <summary>The tags that a repository has here, for `push --all-tags`.</summary>
    public IReadOnlyList<Reference> LocalTags(Reference repository) => Guard(() =>
    {
        Reference[] tags = [.. TagsOf(repository).OrderBy(name => name.Tag, StringComparer.Ordinal)];
        return tags.Length > 0 ? (IReadOnlyList<Reference>)tags : throw NotTagged(repository);
    });

    private IEnumerable<Reference> TagsOf(Reference repository) => All().SelectMany(image => image.Names)
        .Where(name => name.Repository == repository.Repository && name.Tag is not null);

    // moby, distribution/push.go and push_v2.go.
    private EngineException NotTagged(Reference name) => new(EngineFault.NotFound, TagsOf(name).Any()
        ? $"tag does not exist: {name.Familiar}"
        : $"An image does not exist locally with the tag: {name.FamiliarRepository}");

    /// <summary>Whether all that an index lists is here: most pulls bring one platform of several.</summary>
    private bool IsWhole(Descriptor root)
    {
        if (!MediaTypes.IsIndex(root.MediaType))
            return true;
        ImageIndex index = ImageSpecJson.ParseIndex(Content.ReadAll(root.Digest), root.Digest.ToString());
        return index.Manifests.All(entry => Content.Contains(entry.Digest) && IsWholeManifest(entry));
    }

    private bool IsWholeManifest(Descriptor entry)
    {
        if (!MediaTypes.IsManifest(entry.MediaType))
            return IsWhole(entry);
        ImageManifest manifest = ImageSpecJson.ParseManifest(Content.ReadAll(entry.Digest), entry.Digest.ToString());
        return manifest.Layers.Append(manifest.Config)
            .All(blob => blob.Urls.Length > 0 || Content.Contains(blob.Digest));
    }

    /// <summary>Where else at the same registry the blob may be: in the repositories of the images here that have
    /// it.</summary>
    private static IEnumerable<string> RepositoriesWith(
        IReadOnlyList<LocalImage> all, Digest digest, Reference target) =>
        from image in all
        where image.Manifest.Config.Digest == digest || image.Manifest.Layers.Any(layer => layer.Digest == digest)
        from name in image.Names
        where name.Domain == target.Domain && name.Path != target.Path
        select name.Path;
}
