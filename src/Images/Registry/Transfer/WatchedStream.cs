// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Images.Compression;

namespace Husk.Images.Registry.Transfer;

/// <summary>A blob that tells how far it has been read, now and then.</summary>
internal sealed class WatchedStream(Stream inner, Action<long> report) : ReadOnlyStream
{
    private const long Step = 1024 * 1024;

    private long _done;
    private long _told;

    public override int Read(Span<byte> buffer)
    {
        int count = inner.Read(buffer);
        _done += count;
        if (_done - _told >= Step)
        {
            _told = _done;
            report(_done);
        }
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
