// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Threading;
using Husk.Images.Compression;
using Husk.Oci;
using ICSharpCode.SharpZipLib;

namespace Husk.Images.Layers;

/// <summary>
/// A layer's plain tar, read while a thread of its own takes in and decompresses what comes next; the digest is made
/// of what is read.
/// </summary>
internal sealed class LayerTar : ReadOnlyStream
{
    private const int ChunkSize = 256 * 1024;
    private const int ChunksAhead = 8;

    private readonly BlockingCollection<(byte[] Bytes, int Length)> _chunks = new(ChunksAhead);
    private readonly CancellationTokenSource _abandoned = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly LayerLimits _limits;
    private readonly Thread _producer;
    private byte[]? _chunk;
    private int _given;
    private int _length;
    private ExceptionDispatchInfo? _failure;

    /// <param name="source">The layer as it is stored or sent; disposed of at the end.</param>
    /// <param name="limits">What is too much.</param>
    public LayerTar(Stream source, LayerLimits limits)
    {
        _limits = limits;
        _producer = new Thread(() => Produce(source)) { IsBackground = true, Name = "husk:[unpack]" };
        _producer.Start();
    }

    public override int Read(Span<byte> buffer)
    {
        if (_given == _length && !NextChunk())
            return 0;
        int count = Math.Min(_length - _given, buffer.Length);
        _chunk.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <summary>
    /// Reads what stands behind the archive's end, for it counts too, and tells the digest of all: the diffID.
    /// </summary>
    public Digest Finish()
    {
        while (NextChunk())
        {
        }

        return Digest.FromSha256(_hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _abandoned.Cancel();
            _hash.Dispose();
            // It may be waiting for a network: then it ends by itself, with its source.
            if (_producer.Join(TimeSpan.Zero))
            {
                _chunks.Dispose();
                _abandoned.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private bool NextChunk()
    {
        if (_chunk is not null)
            ArrayPool<byte>.Shared.Return(_chunk);
        (_chunk, _given, _length) = (null, 0, 0);
        if (!_chunks.TryTake(out (byte[] Bytes, int Length) chunk, Timeout.Infinite))
        {
            _failure?.Throw();
            return false;
        }

        (_chunk, _length) = chunk;
        _hash.AppendData(_chunk, 0, _length);
        return true;
    }

    private void Produce(Stream source)
    {
        try
        {
            using var peeked = new PeekedStream(source);
            using Stream plain = Decompression.Open(peeked);
            long total = 0;
            while (true)
            {
                byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
                int length = plain.ReadAtLeast(chunk.AsSpan(0, ChunkSize), ChunkSize, throwOnEndOfStream: false);
                if (length == 0)
                    break;
                total += length;
                Judge(total, peeked.Taken);
                _chunks.Add((chunk, length), _abandoned.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader is gone.
        }
        catch (Exception failure) when (failure is InvalidDataException or SharpZipBaseException)
        {
            string what = $"the layer cannot be decompressed: {failure.Message}";
            _failure = ExceptionDispatchInfo.Capture(new ImageException(ImageFault.Corrupt, what, failure));
        }
        catch (Exception failure)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
        }
        finally
        {
            _chunks.CompleteAdding();
        }
    }

    private void Judge(long plain, long compressed)
    {
        if (plain > _limits.Bytes)
        {
            throw new ImageException(
                ImageFault.Refused, $"the layer has more than {_limits.Bytes} bytes when unpacked");
        }

        if (plain > _limits.RatioFrom && plain / _limits.Ratio > compressed)
        {
            throw new ImageException(
                ImageFault.Refused,
                $"the layer is a decompression bomb: {compressed} bytes became {plain} so far, "
                + $"more than 1:{_limits.Ratio}");
        }
    }
}
