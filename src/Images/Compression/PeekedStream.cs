// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Images.Compression;

/// <summary>A stream whose first bytes were looked at, and which counts what is taken of it.</summary>
/// <param name="source">Disposed of with this.</param>
/// <param name="looked">How many bytes.</param>
internal sealed class PeekedStream(Stream source, int looked = CompressionFormats.Needed) : ReadOnlyStream
{
    private readonly byte[] _start = new byte[looked];
    private int _filled = -1;
    private int _given;

    /// <summary>How many bytes were read of the source.</summary>
    public long Taken { get; private set; }

    public ReadOnlySpan<byte> Peek()
    {
        if (_filled < 0)
            _filled = source.ReadAtLeast(_start, _start.Length, throwOnEndOfStream: false);
        return _start.AsSpan(0, _filled);
    }

    public override int Read(Span<byte> buffer)
    {
        int count;
        if (_given < _filled)
        {
            count = Math.Min(_filled - _given, buffer.Length);
            _start.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
        }
        else
        {
            count = source.Read(buffer);
        }

        Taken += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();

        base.Dispose(disposing);
    }
}
