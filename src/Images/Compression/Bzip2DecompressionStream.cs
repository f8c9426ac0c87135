// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using ICSharpCode.SharpZipLib.BZip2;

namespace Husk.Images.Compression;

/// <summary>The plain bytes of bzip2 streams, one after the other: what pbzip2 writes has many.</summary>
internal sealed class Bzip2DecompressionStream : ReadOnlyStream
{
    private readonly Source _source;
    private BZip2InputStream? _current;

    public Bzip2DecompressionStream(Stream source) => _source = new Source(source);

    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if (_current is null && _source.AtEnd)
                return 0;
            _current ??= new BZip2InputStream(_source) { IsStreamOwner = false };
            int count = _current.Read(buffer);
            if (count > 0)
                return count;
            _current.Dispose();
            _current = null;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _current?.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>SharpZipLib takes byte after byte; a stream of its own would allocate for each.</summary>
    private sealed class Source(Stream inner) : ReadOnlyStream
    {
        private readonly byte[] _buffer = new byte[64 * 1024];
        private int _filled;
        private int _given;

        public bool AtEnd => _given == _filled && !Fill();

        public override int ReadByte() => AtEnd ? -1 : _buffer[_given++];

        public override int Read(Span<byte> buffer)
        {
            if (AtEnd)
                return 0;
            int count = Math.Min(_filled - _given, buffer.Length);
            _buffer.AsSpan(_given, count).CopyTo(buffer);
            _given += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();

            base.Dispose(disposing);
        }

        private bool Fill()
        {
            (_filled, _given) = (inner.Read(_buffer), 0);
            return _filled > 0;
        }
    }
}
