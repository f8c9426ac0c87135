// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Compression;

namespace Husk.Images.Registry.Http;

/// <summary>The body of a response, whose reads give up when nothing comes; owns the response.</summary>
internal sealed class ResponseStream(HttpResponseMessage response, Stream body, string host, TimeSpan stall)
    : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read;
        using var watch = new StallWatch(host, stall, cancellationToken);
        read = body.ReadAsync(buffer, watch.Token);
        return read.IsCompletedSuccessfully ? read.Result : await watch.Guard(read.AsTask()).ConfigureAwait(false);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(Span<byte> buffer) =>
        throw new NotSupportedException("a network is waited for without a thread");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            response.Dispose();
        base.Dispose(disposing);
    }
}
