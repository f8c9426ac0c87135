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

/// <summary>Brings an image into the content store. Gives it no name there: that is for whoever asked.</summary>
/// <param name="client">Who speaks to the registry.</param>
/// <param name="store">Where the content goes.</param>
/// <param name="lease">Keeps it until it has a name.</param>
/// <param name="progress">Told of each step.</param>
public sealed class ImagePull(
    RegistryClient client, ContentStore store, Lease lease, IProgress<TransferProgress>? progress = null)
{
    /// <summary>Layers on their way at the same time, as dockerd's default.</summary>
    public int Parallel { get; init; } = 3;

    /// <param name="reference">What to pull; with a digest the tag does not matter.</param>
    /// <param name="platform">For which machine, when there is a choice.</param>
    /// <param name="unpack">Unpacks the layers while they come; the pull waits for it.</param>
    /// <param name="cancel">Ends the pull; what came stays, and is not fetched again.</param>
    public async Task<PulledImage> Run(Reference reference, Platform platform,
        Func<LayerArrivals, CancellationToken, Task>? unpack, CancellationToken cancel)
    {
        (RemoteManifest root, List<RemoteRepository> sources) = await Resolve(reference, cancel).ConfigureAwait(false);
        Add(root);
        Descriptor rootDescriptor = DescriptorOf(root);

        RemoteManifest manifest = root;
        if (MediaTypes.IsIndex(root.MediaType))
        {
            Descriptor chosen =
                Choose(ImageSpecJson.ParseIndex(root.Content, root.Digest.ToString()), platform, reference);
            manifest = await Manifest(sources, chosen.Digest, cancel).ConfigureAwait(false);
            Add(manifest);
        }
        ImageManifest image = ImageSpecJson.ParseManifest(manifest.Content, manifest.Digest.ToString());
        store.RemoveIfDamaged(image.Config.Digest);
        await Blob(sources, image.Config, null, 0, null, cancel).ConfigureAwait(false);
        ImageConfig? config = MediaTypes.IsConfig(image.Config.MediaType)
            ? ImageSpecJson.ParseConfig(store.ReadAll(image.Config.Digest), image.Config.Digest.ToString())
            : null;
        if (config is not null)
            Check(image, config, reference);
        await Layers(sources, image, config, unpack, cancel).ConfigureAwait(false);
        return new PulledImage(rootDescriptor, DescriptorOf(manifest), image, config);
    }

    /// <summary>The manifest by its name, and who has it, first.</summary>
    private async Task<(RemoteManifest, List<RemoteRepository>)> Resolve(Reference reference, CancellationToken cancel)
    {
        List<RemoteRepository> sources = [.. client.Sources(reference)];
        string name = reference.Digest?.ToString() ?? reference.WithDefaultTag().Tag!;
        for (int i = 0; ; i++)
        {
            try
            {
                RemoteManifest manifest = await sources[i].GetManifest(name, cancel).ConfigureAwait(false);
                return (manifest, [sources[i], .. sources.Where(source => source != sources[i])]);
            }
            catch (RegistryException) when (sources[i].IsMirror)
            {
                // The next, and in the end the registry itself, whose words are the ones that count.
            }
        }
    }

    private static async Task<RemoteManifest> Manifest(
        List<RemoteRepository> sources, Digest digest, CancellationToken cancel)
    {
        for (int i = 0; ; i++)
        {
            try
            {
                return await sources[i].GetManifest(digest.ToString(), cancel).ConfigureAwait(false);
            }
            catch (RegistryException) when (i + 1 < sources.Count)
            {
            }
        }
    }

    private static Descriptor Choose(ImageIndex index, Platform platform, Reference reference) =>
        index.Choose(platform) ?? throw new ImageException(
            ImageFault.NotFound,
            $"no matching manifest for {platform} in the manifest list entries of {reference.Familiar}; it has {string.Join(", ", index.Manifests.Select(entry => entry.Platform).Where(has => has is { Os: not "unknown" }).Distinct())}");

    private static void Check(ImageManifest image, ImageConfig config, Reference reference)
    {
        int diffs = config.RootFs.DiffIds.Length;
        if (diffs != image.Layers.Length)
        {
            throw new ImageException(ImageFault.Corrupt,
                $"pull {reference.Familiar}: the manifest lists {image.Layers.Length} layers and the configuration {diffs}");
        }
    }

    private async Task Layers(List<RemoteRepository> sources, ImageManifest image, ImageConfig? config,
        Func<LayerArrivals, CancellationToken, Task>? unpack, CancellationToken cancel)
    {
        foreach (Descriptor layer in image.Layers)
            progress?.Report(new(layer.Digest, TransferStatus.Queued, 0, layer.Size));
        using var slots = new SemaphoreSlim(Parallel);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        LayerArrivals? arrivals = unpack is null || config is null
            ? null
            : new LayerArrivals(store, image.Layers, config.RootFs.DiffIds, progress);
        Task unpacking = arrivals is null ? Task.CompletedTask : CancelOnFailure(unpack!(arrivals, all.Token), all);
        var downloads = new List<Task>();
        // In this order, so that the lowest layers, which the others wait for when they are unpacked, come first.
        foreach ((int index, Descriptor layer) in image.Layers.Index())
            downloads.Add(CancelOnFailure(Layer(index, layer), all));
        try
        {
            await AllOf(downloads).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await Quietly(unpacking).ConfigureAwait(false);
            // Unless the unpacking is why the downloads were given up.
            if (e is not OperationCanceledException || cancel.IsCancellationRequested || !unpacking.IsFaulted)
                throw;
        }
        await unpacking.ConfigureAwait(false);
        arrivals?.Unpacked();

        async Task Layer(int index, Descriptor layer)
        {
            await slots.WaitAsync(all.Token).ConfigureAwait(false);
            try
            {
                await Blob(sources, layer, arrivals, index, progress, all.Token).ConfigureAwait(false);
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private static async Task CancelOnFailure(Task task, CancellationTokenSource others)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch
        {
            await others.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for all, and throws what one of them failed with by itself, rather than by being
    /// cancelled.</summary>
    private static async Task AllOf(List<Task> tasks)
    {
        await Quietly(Task.WhenAll(tasks)).ConfigureAwait(false);
        await (tasks.Find(task => task.IsFaulted) ?? Task.WhenAll(tasks)).ConfigureAwait(false);
    }

    // Of the configuration nothing is told: users see layers.
    private async Task Blob(List<RemoteRepository> sources, Descriptor blob, LayerArrivals? arrivals, int index,
        IProgress<TransferProgress>? told, CancellationToken cancel)
    {
        lease.Keep(blob.Digest);
        using Ingest? ingest = await store.BeginIngestAsync(blob.Digest, blob.Size, cancel).ConfigureAwait(false);
        arrivals?.Begin(index, ingest);
        if (ingest is null)
        {
            told?.Report(new(blob.Digest, TransferStatus.Present, blob.Size, blob.Size));
            return;
        }
        await new BlobDownload(sources, client.Policy, told).Fill(ingest, blob, cancel).ConfigureAwait(false);
        told?.Report(new(blob.Digest, TransferStatus.Downloaded, blob.Size, blob.Size));
        arrivals?.Done(index);
    }

    /// <summary>Waits for the end of what cannot succeed any more; why is told elsewhere.</summary>
    private static async Task Quietly(Task task)
    {
        try
        {
            await task.ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
        }
    }

    private void Add(RemoteManifest manifest)
    {
        lease.Keep(manifest.Digest);
        store.Add(manifest.Content);
    }

    private static Descriptor DescriptorOf(RemoteManifest manifest) =>
        new() { MediaType = manifest.MediaType, Digest = manifest.Digest, Size = manifest.Content.Length };
}
