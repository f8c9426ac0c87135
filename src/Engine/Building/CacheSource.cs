// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Build.Cache;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Oci;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Building;

/// <summary>A cache that was written elsewhere: its records, and how a blob of it is opened.</summary>
internal sealed class CacheSource(
    IReadOnlyList<CacheRecord> records, Func<Digest, CancellationToken, Task<Stream>> open) : ICacheSource
{
    private readonly Dictionary<Digest, CacheRecord> _records = records.GroupBy(record => record.Key)
        .ToDictionary(same => same.Key, same => same.First());

    public CacheRecord? Find(Digest key) => _records.GetValueOrDefault(key);

    public async Task Fetch(CacheRecord record, ContentStore store, CancellationToken cancel)
    {
        await using Stream source = await open(record.Blob.Digest, cancel).ConfigureAwait(false);
        await Copy(source, record.Blob, store, cancel).ConfigureAwait(false);
    }

    /// <summary>Takes a blob into a store, unless it is there.</summary>
    public static async Task Copy(Stream source, Descriptor blob, ContentStore store, CancellationToken cancel)
    {
        using Ingest? ingest = await store.BeginIngestAsync(blob.Digest, blob.Size, cancel).ConfigureAwait(false);
        if (ingest is null)
            return;
        // Of what an earlier attempt left nobody knows that it was this source's.
        ingest.Restart();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        for (int count; (count = await source.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0;)
            ingest.Write(buffer.AsSpan(0, count));
        ArrayPool<byte>.Shared.Return(buffer);
        ingest.Commit();
    }
}
