// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Content;
using Husk.Images.Registry.Http;
using Husk.Oci.ImageSpec;

namespace Husk.Images.Registry.Transfer;

/// <summary>
/// Brings one blob into the store: goes on where an earlier download stopped, in this process or one that was killed,
/// and from the next source where one has not got it.
/// </summary>
internal sealed class BlobDownload(
    IReadOnlyList<RemoteRepository> sources, RetryPolicy policy, IProgress<TransferProgress>? progress)
{
    private const int Piece = 128 * 1024;

    /// <summary>A connection that brought so much was worth having: the attempts are counted anew.</summary>
    private const long Headway = 64 * 1024;

    /// <summary>Reports come no closer than this.</summary>
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Fills an ingest and commits it.</summary>
    /// <exception cref="ImageException">No source has it whole; what came stays in the ingest, to be gone on
    /// with.</exception>
    public async Task Fill(Ingest ingest, Descriptor blob, CancellationToken cancel)
    {
        int source = 0;
        int attempt = 0;
        while (!ingest.IsComplete)
        {
            long before = ingest.Offset;
            attempt++;
            try
            {
                (Stream body, long start) = await Open(source, blob, ingest.Offset, cancel).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                    await Copy(body, start, ingest, blob, cancel).ConfigureAwait(false);
                if (!ingest.IsComplete)
                {
                    throw new EndOfStreamException(
                        $"{Source(source).Host}: the blob broke off after {ingest.Offset} of {blob.Size} bytes");
                }
            }
            catch (Exception e) when (IsBroken(e))
            {
                attempt = ingest.Offset - before >= Headway ? 1 : attempt;
                if (policy.WaitAfter(attempt) is { } wait)
                {
                    progress?.Report(new(blob.Digest, TransferStatus.Retrying, ingest.Offset, blob.Size, e.Message));
                    await Task.Delay(wait, cancel).ConfigureAwait(false);
                }
                else if (++source < Count(blob))
                {
                    attempt = 0;
                }
                else
                {
                    throw Told(blob, e);
                }
            }
            catch (RegistryException e) when (e.Fault is not ImageFault.Corrupt && source + 1 < Count(blob))
            {
                // Not in this mirror, or it has had its own retries.
                (source, attempt) = (source + 1, 0);
            }
        }
        progress?.Report(new(blob.Digest, TransferStatus.Verifying, blob.Size, blob.Size));
        ingest.Commit();
    }

    private int Count(Descriptor blob) => sources.Count + blob.Urls.Length;

    private RemoteRepository Source(int number) => sources[int.Min(number, sources.Count - 1)];

    private Task<(Stream Body, long Start)> Open(int number, Descriptor blob, long from, CancellationToken cancel) =>
        number < sources.Count
            ? sources[number].OpenBlob(blob.Digest, from, cancel)
            : Source(number).OpenAt(blob.Urls[number - sources.Count], blob.Digest, from, cancel);

    /// <summary>Takes over what is new in a body that begins at a byte which may be known already.</summary>
    private async Task Copy(Stream body, long start, Ingest ingest, Descriptor blob, CancellationToken cancel)
    {
        byte[] buffer = new byte[Piece];
        long at = start;
        DateTime reported = default;
        int count;
        while ((count = await body.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
        {
            // A server without ranges begins again at 0: what is here already is read past, since an unpacker may
            // follow.
            int known = (int)long.Clamp(ingest.Offset - at, 0, count);
            at += count;
            ingest.Write(buffer.AsSpan(known, count - known));
            if (DateTime.UtcNow - reported > ReportEvery)
            {
                reported = DateTime.UtcNow;
                progress?.Report(new(blob.Digest, TransferStatus.Downloading, ingest.Offset, blob.Size));
            }
        }
    }

    private static bool IsBroken(Exception failure) => failure is IOException or HttpRequestException or StallException;

    private RegistryException Told(Descriptor blob, Exception failure) =>
        new(ImageFault.Unavailable,
            $"pull blob {blob.Digest.Short} of {sources[0].Path}: {failure.Message}; pull again to go on where it stopped", failure);
}
