// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Images.Layers;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci;
using Husk.Oci.ImageSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// The layers that one build makes, each of what a snapshot changed, and each to stand on at once. They get their
/// names, and their records in the build cache, together at the end: one wait for the disk for all of them. A build
/// that is killed before leaves nothing but files that nobody locks.
/// </summary>
/// <remarks>
/// A layer takes its snapshot's upper directory for its files: nothing is unpacked again. Its blob is compressed
/// meanwhile from the same files, which nobody changes any more.
/// </remarks>
public sealed class LayerBatch : IDisposable
{
    private readonly ImageStore _store;
    private readonly SemaphoreSlim _compressors = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly List<SealedLayer> _layers = [];
    private readonly List<(SealedLayer Layer, Func<Descriptor, CacheRecord> Record)> _records = [];
    private readonly object _entry = new();

    private LayerBatch(ImageStore store)
    {
        _store = store;
        Lease = Lease.Begin(store.Content);
    }

    /// <summary>Keeps what the build stands on and what it makes.</summary>
    public Lease Lease { get; }

    public static LayerBatch Begin(ImageStore store) => new(store);

    /// <summary>A snapshot to change, or to look at, in a directory of the caller's; its layers are on
    /// <see cref="Lease"/>.</summary>
    public Snapshot Prepare(string directory, Digest? parent, bool isView = false) =>
        _store.Layers.MakeUnrecorded(directory, parent, isView);

    /// <summary>Makes a layer of what a snapshot changed. The snapshot is not mounted any more, and is used
    /// up.</summary>
    public SealedLayer Seal(Snapshot snapshot)
    {
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, snapshot.Directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        using OwnedFd upper = At.Open(directory, "upper", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        using var tar = new DigestStream();
        long size = LayerDiff.Write(upper, new TarWriter(tar), whiteouts: true);
        Digest diffId = tar.Finish();
        var layer = new Layer(ChainId.Of(snapshot.Parent, diffId), snapshot.Parent, diffId, size);
        Lease.Keep(layer.Chain);
        lock (_entry)
        {
            // The same layer twice in one build: of two stages, or of a step that is repeated.
            if (_layers.Find(other => other.Layer.Chain == layer.Chain) is { } same)
                return same;
        }

        PendingLayer? pending = _store.Layers.Contains(layer.Chain) ? null : _store.Layers.BeginLayer();
        pending?.Adopt(directory, "upper", layer);
        string path = pending is null
            ? _store.Layers.DiffPath(layer.Chain)
            : $"{_store.Layers.Path}/{pending.Name}/{LayerStore.DiffDirectory}";
        var blob = new TaskCompletionSource<Descriptor>(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = new SealedLayer(layer, path, pending) { Blob = blob.Task };
        lock (_entry)
            _layers.Add(made);
        if (pending is not null)
            _store.Layers.AddSealed(made);
        OwnedFd files = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        _ = Task.Run(() => Compress(made, files, blob));
        return made;
    }

    /// <summary>Has a record written at the end.</summary>
    public void Record(SealedLayer layer, Func<Descriptor, CacheRecord> record)
    {
        lock (_entry)
            _records.Add((layer, record));
    }

    /// <summary>Puts everything that was made on the disk and gives it its names.</summary>
    public async Task Settle()
    {
        SealedLayer[] layers;
        (SealedLayer Layer, Func<Descriptor, CacheRecord> Record)[] records;
        lock (_entry)
        {
            layers = [.. _layers];
            records = [.. _records];
            _records.Clear();
        }

        if (layers.Length == 0)
            return;
        await Task.WhenAll(layers.Select(layer => layer.Blob)).ConfigureAwait(false);
        using (OwnedFd root = At.Open(BorrowedFd.Cwd, _store.Layers.Path, O_RDONLY | O_DIRECTORY))
            Fd.SyncFileSystem(root);
        // A layer below is there before what stands on it.
        foreach (SealedLayer layer in layers)
        {
            layer.Ingest?.Publish((await layer.Blob.ConfigureAwait(false)).Digest);
            layer.Pending?.Publish(layer.Layer);
            Release(layer);
            // What does not come so far goes when this is disposed of.
            lock (_entry)
                _layers.Remove(layer);
        }

        foreach ((SealedLayer layer, Func<Descriptor, CacheRecord> record) in records)
            _store.Cache.Put(record(await layer.Blob.ConfigureAwait(false)));
    }

    public void Dispose()
    {
        foreach (SealedLayer layer in _layers)
        {
            // A compressor may still read its files.
            ((IAsyncResult)layer.Blob).AsyncWaitHandle.WaitOne();
            Release(layer);
        }

        _layers.Clear();
        _compressors.Dispose();
        Lease.Dispose();
    }

    private void Release(SealedLayer layer)
    {
        _store.Layers.RemoveSealed(layer);
        layer.Ingest?.Dispose();
        layer.Pending?.Dispose();
    }

    private async Task Compress(SealedLayer layer, OwnedFd files, TaskCompletionSource<Descriptor> blob)
    {
        await _compressors.WaitAsync().ConfigureAwait(false);
        try
        {
            using OwnedFd root = files;
            layer.Ingest = _store.Content.BeginIngest();
            using (var gzip = new GZipStream(new IngestStream(layer.Ingest), CompressionLevel.Fastest))
            {
                using (var buffered = new BufferedStream(gzip, 128 * 1024))
                    LayerDiff.Write(root, new TarWriter(buffered), whiteouts: true);
            }
            Digest digest = layer.Ingest.Finish();
            Lease.Keep(digest);
            blob.SetResult(new Descriptor
            {
                MediaType = MediaTypes.LayerGzip,
                Digest = digest,
                Size = layer.Ingest.Offset,
            });
        }
        catch (Exception failure)
        {
            blob.SetException(failure);
        }
        finally
        {
            _compressors.Release();
        }
    }
}
