// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Engine.Images.Lists;
using Husk.Images.Registry;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    private ManifestListStore Lists => new(_root);

    /// <summary>A list that is kept here; null when there is none.</summary>
    public ManifestList? TryFindManifestList(Reference name) => Guard(() => Lists.TryFind(name));

    /// <summary>A manifest as a list that is kept here has it.</summary>
    /// <exception cref="EngineException">It has none of this name, or is none itself (NotFound).</exception>
    public PublishedManifest FindListedManifest(Reference list, Reference name) =>
        Guard(() => Lists.TryFind(list)?.TryFind(name) ?? throw ManifestListStore.Missing(name));

    /// <summary>Begins a list of manifests, or adds to one: all of them, or none.</summary>
    /// <param name="name">The list's.</param>
    /// <param name="manifests">What is listed. What is in the list already stays as it is there; all else is asked of its
    /// registry.</param>
    /// <param name="amend">Whether there may be a list of this name.</param>
    /// <param name="insecure">Whether plain HTTP and certificates that nobody vouches for will do.</param>
    /// <param name="cancel">Ends it.</param>
    public Task CreateManifestList(Reference name, IReadOnlyList<Reference> manifests, bool amend, bool insecure,
        CancellationToken cancel) => Guard(async () =>
    {
        ManifestList? known = Checked(Lists.TryFind(name));
        var fetched = new List<PublishedManifest>();
        foreach (Reference manifest in manifests.Where(manifest => known?.TryFind(manifest) is null).Distinct())
            fetched.Add(await ManifestToList(manifest, insecure, cancel).ConfigureAwait(false));
        // The registries were asked without the lock: what somebody else has done meanwhile is looked at.
        Lists.Change(name, now => (Checked(now) ?? new ManifestList(name, [])).With(fetched));
        return name;

        ManifestList? Checked(ManifestList? list) => list is null || amend ? list
            : throw new EngineException(EngineFault.Conflict,
                "refusing to amend an existing manifest list with no --amend flag");
    });

    /// <summary>Changes what a list says of a manifest.</summary>
    /// <exception cref="EngineException">It is not in the list (NotFound), or cannot be changed so.</exception>
    public void AnnotateManifest(Reference list, Reference manifest, PlatformChange change) => Guard(() =>
    {
        // Nothing is made where nothing is.
        if (Lists.TryFind(list)?.TryFind(manifest) is null)
            throw Unlisted();
        Lists.Change(list, now => now?.TryFind(manifest) is { } found
            ? now.With(found with { Platform = change.Of(found.Platform ?? new Platform()) })
            : throw Unlisted());
        return list;

        EngineException Unlisted() => new(EngineFault.NotFound,
            $"manifest for image {manifest.Familiar} does not exist in {list.Familiar}");
    });

    /// <summary>Sends a list, and those of its manifests that are not in its repository, whose blobs the registry has to
    /// take over by itself.</summary>
    /// <param name="name">Which.</param>
    /// <param name="purge">Whether it is not kept here then.</param>
    /// <param name="insecure">Whether plain HTTP and certificates that nobody vouches for will do.</param>
    /// <param name="sent">Told of each manifest that was sent.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The digest of the list.</returns>
    public Task<Digest> PushManifestList(Reference name, bool purge, bool insecure, Action<Reference> sent,
        CancellationToken cancel) => Guard(async () =>
    {
        ManifestList list = Lists.Find(name);
        if (list.Manifests.FirstOrDefault(one => one.Platform is not { Os.Length: > 0, Architecture.Length: > 0 })
            is { } vague)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"manifest {vague.Name} must have an OS and Architecture to be pushed to a registry");
        }
        byte[] document = list.Document();
        RemoteRepository target = RepositoryOf(name, insecure);
        PublishedManifest[] elsewhere = [.. list.Manifests.Where(manifest => manifest.Name.Path != name.Path)];
        foreach (PublishedManifest manifest in elsewhere)
            await TakeOver(target, name, manifest, RepositoryOf(manifest.Name, insecure), cancel).ConfigureAwait(false);
        foreach (PublishedManifest manifest in elsewhere)
        {
            await target.PutManifest(manifest.Digest.ToString(), manifest.Content, manifest.MediaType, cancel)
                .ConfigureAwait(false);
            sent(name.WithDigest(manifest.Digest));
        }
        await target.PutManifest(name.Tag ?? name.Digest!.ToString(), document, list.MediaType, cancel)
            .ConfigureAwait(false);
        if (purge)
            Lists.Remove(name);
        return Digest.Of(document);
    });

    /// <summary>Forgets a list; what it lists is at its registries as before.</summary>
    /// <exception cref="EngineException">There is none (NotFound).</exception>
    public void RemoveManifestList(Reference name) => Guard(() =>
    {
        Lists.Remove(name);
        return name;
    });

    private async Task<PublishedManifest> ManifestToList(Reference name, bool insecure, CancellationToken cancel)
    {
        RemoteRepository repository = RepositoryOf(name, insecure);
        PublishedManifest manifest = await Manifest(repository, name, cancel).ConfigureAwait(false);
        if (manifest.IsIndex)
            throw new EngineException(EngineFault.InvalidArgument, $"{name} is a manifest list");
        return manifest with { Platform = await PlatformOf(repository, manifest, cancel).ConfigureAwait(false) };
    }

    private static async Task TakeOver(RemoteRepository target, Reference name, PublishedManifest from,
        RemoteRepository source, CancellationToken cancel)
    {
        ImageManifest manifest = ImageSpecJson.ParseManifest(from.Content, from.Digest.ToString());
        // image-spec, non-distributable layers: those who pull get them from their own addresses.
        foreach (Descriptor blob in manifest.Layers.Prepend(manifest.Config).Where(blob => blob.Urls.Length == 0))
        {
            if (!await target.TakeOver(blob.Digest, source.Path, cancel).ConfigureAwait(false))
            {
                throw new EngineException(EngineFault.Unavailable,
                    $"error mounting {from.Name.Path}@{blob.Digest} to {name}");
            }
        }
    }
}
