// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry.Transfer;

/// <summary>Sends an image from the content store to its registry, byte for byte as it is kept.</summary>
public sealed class ImagePush(RegistryClient client, ContentStore store, IProgress<TransferProgress>? progress = null)
{
    /// <summary>Blobs on their way at the same time, as dockerd's default.</summary>
    public int Parallel { get; init; } = 5;

    /// <summary>
    /// The repositories, of the registry that is pushed to, which are known to have a blob, by their paths: from these
    /// the registry is asked to take it over.
    /// </summary>
    public Func<Digest, IEnumerable<string>> KnownAt { get; init; } = static _ => [];

    /// <summary>Sends an index with all its manifests, or a manifest, with all they name; and gives it its tag
    /// last.</summary>
    /// <param name="reference">Where to, with a tag or a digest.</param>
    /// <param name="root">What.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task Run(Reference reference, Descriptor root, CancellationToken cancel)
    {
        RemoteRepository repository = client.Repository(reference);
        byte[] content = store.ReadAll(root.Digest);
        if (MediaTypes.IsIndex(root.MediaType))
        {
            foreach (Descriptor child in ImageSpecJson.ParseIndex(content, root.Digest.ToString()).Manifests)
            {
                await Manifest(repository, child, cancel).ConfigureAwait(false);
                await repository.PutManifest(child.Digest.ToString(), store.ReadAll(child.Digest), child.MediaType,
                    cancel).ConfigureAwait(false);
            }
        }
        else
        {
            await Manifest(repository, root, cancel).ConfigureAwait(false);
        }
        string name = reference.WithDefaultTag().Tag ?? root.Digest.ToString();
        await repository.PutManifest(name, content, root.MediaType, cancel).ConfigureAwait(false);
    }

    /// <summary>Sends the blobs of a manifest.</summary>
    private async Task Manifest(RemoteRepository repository, Descriptor descriptor, CancellationToken cancel)
    {
        ImageManifest manifest =
            ImageSpecJson.ParseManifest(store.ReadAll(descriptor.Digest), descriptor.Digest.ToString());
        Descriptor[] layers = [.. manifest.Layers.DistinctBy(layer => layer.Digest)];
        foreach (Descriptor layer in layers)
            progress?.Report(new(layer.Digest, TransferStatus.Preparing, 0, layer.Size));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel };
        await System.Threading.Tasks.Parallel.ForEachAsync(layers, options, async (layer, token) =>
            await Blob(repository, layer, progress, token).ConfigureAwait(false)).ConfigureAwait(false);
        // Docker shows layers only.
        await Blob(repository, manifest.Config, null, cancel).ConfigureAwait(false);
    }

    private async Task Blob(
        RemoteRepository repository, Descriptor blob, IProgress<TransferProgress>? told, CancellationToken cancel)
    {
        if (await repository.HasBlob(blob.Digest, cancel).ConfigureAwait(false))
        {
            told?.Report(new(blob.Digest, TransferStatus.PresentThere, blob.Size, blob.Size));
            return;
        }
        string? location = null;
        foreach (string path in KnownAt(blob.Digest).Where(path => path != repository.Path).Take(3))
        {
            (bool mounted, location) = await repository.Mount(blob.Digest, path, cancel).ConfigureAwait(false);
            if (mounted)
            {
                told?.Report(new(blob.Digest, TransferStatus.Mounted, blob.Size, blob.Size, path));
                return;
            }
            if (location is not null)
                break;
        }
        if (!store.Contains(blob.Digest) && blob.Urls.Length > 0)
        {
            // image-spec, non-distributable layers: those who pull get them from their own addresses.
            told?.Report(new(blob.Digest, TransferStatus.PresentThere, blob.Size, blob.Size));
            return;
        }
        await repository.Upload(
            blob.Digest,
            blob.Size,
            from =>
            {
                var file = store.OpenRead(blob.Digest);
                file.Position = from;
                return file;
            },
            location,
            sent => told?.Report(new(blob.Digest, TransferStatus.Pushing, sent, blob.Size)),
            cancel).ConfigureAwait(false);
        told?.Report(new(blob.Digest, TransferStatus.Pushed, blob.Size, blob.Size));
    }
}
