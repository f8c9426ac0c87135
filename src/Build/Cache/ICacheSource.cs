// SPDX-License-Identifier: Apache-2.0
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Cache;
using Husk.Images.Content;
using Husk.Oci;

namespace Husk.Build.Cache;

/// <summary>A cache of another machine, or of another store.</summary>
public interface ICacheSource
{
    /// <summary>The record of a key; null when it has none.</summary>
    CacheRecord? Find(Digest key);

    /// <summary>Brings a record's layer into a store.</summary>
    /// <param name="record">Of this source.</param>
    /// <param name="store">Where to; the blob is on a lease.</param>
    /// <param name="cancel">Ends it.</param>
    Task Fetch(CacheRecord record, ContentStore store, CancellationToken cancel);
}
