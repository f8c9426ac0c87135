// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Snapshots;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images;

public sealed partial class ImageStore
{
    /// <summary>More at once only makes a disk seek.</summary>
    private static readonly int LayersAtOnce = Math.Clamp(Environment.ProcessorCount, 2, 4);

    /// <summary>Unpacks the layers of an image whose blobs are here.</summary>
    /// <param name="manifest">The image for one platform.</param>
    /// <param name="lease">Keeps the layers until an image refers to them.</param>
    /// <param name="limits">What is too much; null for <see cref="LayerLimits.Default"/>.</param>
    /// <param name="cancellation">Ends it between layers.</param>
    /// <returns>The chain of the highest layer, or null when the image has none.</returns>
    public Task<Digest?> UnpackAsync(
        ImageManifest manifest, Lease lease, LayerLimits? limits = null, CancellationToken cancellation = default)
    {
        Digest[] diffIds = ReadConfig(manifest).RootFs.DiffIds;
        if (diffIds.Length != manifest.Layers.Length)
        {
            throw new ImageException(
                ImageFault.Corrupt,
                $"the manifest has {manifest.Layers.Length} layers, and its configuration {manifest.Config.Digest} has "
                + $"{diffIds.Length}");
        }

        return UnpackAsync(diffIds, Open, lease, limits, cancellation);

        Task<Stream> Open(int i, CancellationToken _) =>
            Task.FromResult<Stream>(Content.OpenRead(manifest.Layers[i].Digest));
    }

    /// <summary>Unpacks layers in parallel, from wherever they come: stored, or on their way.</summary>
    /// <param name="diffIds">The layers, lowest first.</param>
    /// <param name="open">
    /// Opens the blob of a layer by its place among them; asked only for those that are not unpacked yet, lowest first,
    /// and not all at once. <see cref="Ingest.OpenFollowing"/> is an answer.
    /// </param>
    /// <param name="lease">Keeps the layers until an image refers to them.</param>
    /// <param name="limits">What is too much; null for <see cref="LayerLimits.Default"/>.</param>
    /// <param name="cancellation">Ends it between layers.</param>
    /// <returns>The chain of the highest layer, or null when there is none.</returns>
    public async Task<Digest?> UnpackAsync(
        IReadOnlyList<Digest> diffIds,
        Func<int, CancellationToken, Task<Stream>> open,
        Lease lease,
        LayerLimits? limits = null,
        CancellationToken cancellation = default)
    {
        Digest[] chains = ChainId.All(diffIds);
        foreach (Digest chain in chains)
            lease.Keep(chain);

        using var slots = new SemaphoreSlim(LayersAtOnce);
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var layers = new Task[chains.Length];
        for (int i = 0; i < chains.Length; i++)
            layers[i] = UnpackLayer(i, i == 0 ? Task.CompletedTask : layers[i - 1]);

        await Task.WhenAll(layers).ConfigureAwait(false);
        return chains.Length == 0 ? null : chains[^1];

        async Task UnpackLayer(int i, Task below)
        {
            // Slots are given in this order, so the layer below never waits for one that this holds.
            await slots.WaitAsync(failed.Token).ConfigureAwait(false);
            try
            {
                using PendingLayer? pending =
                    await Layers.BeginLayerAsync(chains[i], failed.Token).ConfigureAwait(false);
                if (pending is null)
                    return;
                Stream blob = await open(i, failed.Token).ConfigureAwait(false);
                await Task.Run(() => pending.Unpack(blob, diffIds[i], limits), failed.Token).ConfigureAwait(false);
                await below.ConfigureAwait(false);
                Digest? parent = i == 0 ? null : chains[i - 1];
                await Task.Run(() => pending.Commit(parent), CancellationToken.None).ConfigureAwait(false);
            }
            catch
            {
                await failed.CancelAsync().ConfigureAwait(false);
                throw;
            }
            finally
            {
                slots.Release();
            }
        }
    }
}
