// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry.Transfer;

/// <summary>The layers of an image that is being pulled, for whoever unpacks them while they come.</summary>
public sealed class LayerArrivals
{
    private readonly ContentStore _store;
    private readonly Arrival[] _arrivals;

    private readonly IProgress<TransferProgress>? _progress;

    internal LayerArrivals(ContentStore store, IReadOnlyList<Descriptor> layers, IReadOnlyList<Digest> diffIds,
        IProgress<TransferProgress>? progress)
    {
        _store = store;
        _progress = progress;
        Layers = layers;
        DiffIds = diffIds;
        _arrivals = [.. layers.Select(_ => new Arrival())];
    }

    /// <summary>The blobs, lowest first.</summary>
    public IReadOnlyList<Descriptor> Layers { get; }

    /// <summary>The digests of the tars in them.</summary>
    public IReadOnlyList<Digest> DiffIds { get; }

    /// <summary>
    /// A blob from its first byte, once it has begun to come. While it does, reads wait for it, and fail when it does
    /// not come; what has been read is verified only when the pull is done.
    /// </summary>
    public async Task<Stream> Open(int index, CancellationToken cancel)
    {
        Arrival arrival = _arrivals[index];
        Descriptor layer = Layers[index];
        await arrival.Begun.Task.WaitAsync(cancel).ConfigureAwait(false);
        lock (arrival)
        {
            arrival.IsRead = true;
            Stream blob = arrival.Ingest?.OpenFollowing() ?? _store.OpenRead(layer.Digest);
            return new WatchedStream(
                blob, done => _progress?.Report(new(layer.Digest, TransferStatus.Unpacking, done, layer.Size)));
        }
    }

    /// <summary>All is unpacked. Of what was so already there is nothing to say.</summary>
    internal void Unpacked()
    {
        foreach ((Arrival arrival, Descriptor layer) in _arrivals.Zip(Layers))
        {
            if (arrival.IsRead)
                _progress?.Report(new(layer.Digest, TransferStatus.Unpacked, layer.Size, layer.Size));
        }
    }

    /// <summary>The blob is here (null), or comes in through this.</summary>
    internal void Begin(int index, Ingest? ingest)
    {
        _arrivals[index].Ingest = ingest;
        _arrivals[index].Begun.TrySetResult();
    }

    /// <summary>The blob is in the store; the ingest may be closed.</summary>
    internal void Done(int index)
    {
        lock (_arrivals[index])
            _arrivals[index].Ingest = null;
    }

    private sealed class Arrival
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Ingest? Ingest { get; set; }

        public bool IsRead { get; set; }
    }
}
