// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Registry;
using Husk.Images.Registry.Configuration;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

public sealed partial class ImageEngine
{
    /// <summary>A manifest or index as it is at the registry; nothing is stored.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="insecure">Whether plain HTTP and certificates that nobody vouches for will do.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<PublishedManifest> RemoteManifest(Reference reference, bool insecure, CancellationToken cancel) =>
        Guard(() => Manifest(RepositoryOf(reference, insecure), reference.WithDefaultTag(), cancel));

    /// <summary>The manifest with what it runs on; of an index, each that is listed.</summary>
    /// <inheritdoc cref="RemoteManifest"/>
    public Task<IReadOnlyList<PublishedManifest>> RemoteManifests(
        Reference reference, bool insecure, CancellationToken cancel) => Guard(async () =>
    {
        RemoteRepository repository = RepositoryOf(reference, insecure);
        PublishedManifest root = await Manifest(repository, reference.WithDefaultTag(), cancel).ConfigureAwait(false);
        if (!root.IsIndex)
        {
            Platform? platform = await PlatformOf(repository, root, cancel).ConfigureAwait(false);
            return (IReadOnlyList<PublishedManifest>)[root with { Platform = platform }];
        }

        var all = new List<PublishedManifest>();
        foreach (Descriptor entry in ImageSpecJson.ParseIndex(root.Content, root.Digest.ToString()).Manifests)
        {
            PublishedManifest one = await Manifest(repository, reference.WithDigest(entry.Digest), cancel)
                .ConfigureAwait(false);
            all.Add(one with { Platform = entry.Platform });
        }
        return all;
    });

    private RemoteRepository RepositoryOf(Reference reference, bool insecure) =>
        Registries.Repository(reference, insecure ? RegistrySecurity.Insecure : null);

    private static async Task<PublishedManifest> Manifest(
        RemoteRepository repository, Reference name, CancellationToken cancel)
    {
        try
        {
            RemoteManifest manifest = await repository.GetManifest(name.Digest?.ToString() ?? name.Tag!, cancel)
                .ConfigureAwait(false);
            return new PublishedManifest(name, manifest.Content, manifest.MediaType, manifest.Digest);
        }
        catch (RegistryException e) when (e.Has("MANIFEST_UNKNOWN") || e.Has("NAME_UNKNOWN"))
        {
            throw new EngineException(EngineFault.NotFound, $"no such manifest: {name}");
        }
    }

    // Of a manifest that no index lists, the image's configuration says it.
    private static async Task<Platform?> PlatformOf(
        RemoteRepository repository, PublishedManifest manifest, CancellationToken cancel)
    {
        Descriptor config = ImageSpecJson.ParseManifest(manifest.Content, manifest.Digest.ToString()).Config;
        if (!MediaTypes.IsConfig(config.MediaType))
            return null;
        (Stream body, _) = await repository.OpenBlob(config.Digest, from: 0, cancel).ConfigureAwait(false);
        using var content = new MemoryStream();
        await using (body.ConfigureAwait(false))
            await body.CopyToAsync(content, cancel).ConfigureAwait(false);
        return ImageSpecJson.ParseConfig(content.ToArray(), config.Digest.ToString()).Platform;
    }
}
