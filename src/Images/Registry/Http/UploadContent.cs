// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Husk.Images.Registry.Http;

/// <summary>A part of a blob as the body of a request; tells of each piece that has gone out.</summary>
/// <param name="open">Opens the content at the part's first byte.</param>
/// <param name="length">Bytes in the part.</param>
/// <param name="sent">Told how many bytes of the part have been sent so far.</param>
internal sealed class UploadContent(Func<Stream> open, long length, Action<long>? sent) : HttpContent
{
    private const int Piece = 128 * 1024;

    /// <summary>Who gives up when nothing moves.</summary>
    public StallWatch? Watch { get; set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        using Stream source = open();
        byte[] buffer = new byte[Piece];
        long done = 0;
        while (done < length)
        {
            int count = await source.ReadAsync(
                buffer.AsMemory(0, (int)long.Min(Piece, length - done)), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                throw new EndOfStreamException("the blob ended before its size");
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            done += count;
            Watch?.Moved();
            sent?.Invoke(done);
        }
    }

    protected override bool TryComputeLength(out long length_)
    {
        length_ = length;
        return true;
    }
}
