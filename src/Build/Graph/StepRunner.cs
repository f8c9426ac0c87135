// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Build.Progress;
using Husk.Build.Steps;
using Husk.Images;
using Husk.Images.Cache;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Graph;

/// <summary>
/// Makes the layers of steps, each key once in a build: from the cache, or by doing what the step says on a snapshot of
/// what lies below.
/// </summary>
/// <param name="store">Has the cache, and gets what caches of elsewhere have.</param>
/// <param name="batch">Gets the layers.</param>
/// <param name="request">The build.</param>
/// <param name="cancel">Ends it.</param>
internal sealed class StepRunner(ImageStore store, LayerBatch batch, BuildRequest request, CancellationToken cancel)
{
    private readonly ConcurrentDictionary<Digest, Lazy<Task<StepOutcome>>> _steps = new();
    private readonly SemaphoreSlim _unpacking = new(1);
    private int _directories;

    /// <summary>Of all steps so far.</summary>
    public IReadOnlyList<Digest> Keys => [.. _steps.Keys];

    /// <summary>Where a step works; the caller removes it.</summary>
    public string NewDirectory()
    {
        string path = string.Create(
            CultureInfo.InvariantCulture, $"{request.Directory}/steps/{Interlocked.Increment(ref _directories)}");
        Directory.CreateDirectory(path);
        return path;
    }

    /// <summary>The layer of a step.</summary>
    /// <param name="key">Of all that it depends on.</param>
    /// <param name="below">What it stands on.</param>
    /// <param name="description">For people who look at the cache.</param>
    /// <param name="useCache">Whether an earlier build's will do.</param>
    /// <param name="progress">The step.</param>
    /// <param name="work">Changes the snapshot, which it mounts for itself.</param>
    public Task<StepOutcome> Layer(
        Digest key, StageState below, string description, bool useCache, ProgressStep progress,
        Action<Snapshot> work) =>
        _steps.GetOrAdd(key, _ => new Lazy<Task<StepOutcome>>(() => Find(key, useCache) is { } found
            ? Task.FromResult(found)
            : Task.Run(async () => await Import(key, useCache, progress).ConfigureAwait(false)
                ?? await Make(key, below, description, work).ConfigureAwait(false)))).Value;

    /// <summary>Has the layers of an image unpacked.</summary>
    public async Task Unpack(IReadOnlyList<StageLayer> layers, Digest? chain)
    {
        if (chain is null || store.Layers.Find(chain) is not null)
            return;
        await _unpacking.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await store.UnpackAsync([.. layers.Select(layer => layer.DiffId)], Open, batch.Lease, limits: null, cancel)
                .ConfigureAwait(false);
        }
        finally
        {
            _unpacking.Release();
        }

        async Task<Stream> Open(int i, CancellationToken _) =>
            store.Content.OpenRead((await layers[i].Blob.ConfigureAwait(false)).Digest);
    }

    /// <summary>Does something with the mounted files of a stage or an image, in a mount namespace of its
    /// own.</summary>
    public async Task<T> WithTree<T>(StageState files, Func<string, T> work)
    {
        await Unpack(files.Layers, files.Chain).ConfigureAwait(false);
        string directory = NewDirectory();
        try
        {
            Snapshot view = batch.Prepare(directory, files.Chain, isView: true);
            return MountThread.Run(() =>
            {
                view.Mount();
                return work(view.MergedPath);
            });
        }
        finally
        {
            At.RemoveTree(BorrowedFd.Cwd, directory);
        }
    }

    /// <summary>Copies a directory of a stage or an image, with all that is in it, into an empty one of this
    /// machine.</summary>
    public Task CopyOut(StageState files, string path, string into) => WithTree(files, tree =>
    {
        using OwnedFd top = At.Open(BorrowedFd.Cwd, tree, O_PATH | O_DIRECTORY);
        nint found = At.OpenAt2(
            top, path.Trim('/') is { Length: > 0 } below ? below : ".", O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        if (found < 0)
            throw new SyscallException($"openat2({Strace.Quote(path)})", (int)-found);
        using var from = new OwnedFd((int)found);
        using OwnedFd target = At.Open(BorrowedFd.Cwd, into, O_PATH | O_DIRECTORY);
        TreeCopy.Content(from, target);
        return true;
    });

    private StepOutcome? Find(Digest key, bool useCache)
    {
        if (!useCache || store.Cache.Find(key) is not { } record)
            return null;
        batch.Lease.Keep(record.Blob.Digest);
        batch.Lease.Keep(record.Chain);
        // Looked for once it is on the lease: a collection may have been at work.
        if (!store.Content.Contains(record.Blob.Digest))
            return null;
        store.Cache.Touch(key);
        return new StepOutcome(
            record.Chain, new StageLayer(record.DiffId, Task.FromResult(record.Blob)), record.Created, IsCached: true);
    }

    /// <summary>What a cache of elsewhere has: brought here, and from now on in this one.</summary>
    private async Task<StepOutcome?> Import(Digest key, bool useCache, ProgressStep progress)
    {
        foreach (ICacheSource source in useCache ? request.Caches : [])
        {
            if (source.Find(key) is not { } record)
                continue;
            batch.Lease.Keep(record.Blob.Digest);
            batch.Lease.Keep(record.Chain);
            try
            {
                await source.Fetch(record, store.Content, cancel).ConfigureAwait(false);
            }
            catch (Exception gone) when (gone is ImageException or IOException or SyscallException)
            {
                progress.Warn($"the cache has lost {record.Blob.Digest}: {gone.Message}");
                continue;
            }

            store.Cache.Put(record);
            return Find(key, useCache: true);
        }

        return null;
    }

    private async Task<StepOutcome> Make(Digest key, StageState below, string description, Action<Snapshot> work)
    {
        await Unpack(below.Layers, below.Chain).ConfigureAwait(false);
        string directory = NewDirectory();
        try
        {
            Snapshot snapshot = batch.Prepare(directory, below.Chain);
            work(snapshot);
            if (request is { Epoch: { } epoch, RewritesTimes: true })
                FileTimes.Limit(snapshot.UpperPath, epoch.ToUnixTimeSeconds());
            SealedLayer made = batch.Seal(snapshot);
            DateTimeOffset created = request.Epoch ?? DateTimeOffset.UtcNow;
            batch.Record(made, blob => new CacheRecord
            {
                Key = key,
                Chain = made.Layer.Chain,
                DiffId = made.Layer.DiffId,
                Blob = blob,
                Size = made.Layer.Size,
                Created = created,
                Description = description,
            });
            return new StepOutcome(
                made.Layer.Chain, new StageLayer(made.Layer.DiffId, made.Blob), created, IsCached: false);
        }
        finally
        {
            At.RemoveTree(BorrowedFd.Cwd, directory);
        }
    }
}
