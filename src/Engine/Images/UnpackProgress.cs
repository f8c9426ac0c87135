// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using Husk.Images.Registry.Transfer;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Images;

/// <summary>Tells how far the unpacking of layers is by what has been read of their blobs.</summary>
internal sealed class UnpackProgress(IReadOnlyList<Descriptor> layers, IProgress<TransferProgress> progress)
{
    private const long Step = 1024 * 1024;

    private readonly bool[] _read = new bool[layers.Count];

    /// <summary>The same stream, watched.</summary>
    public Stream Watch(int index, Stream blob)
    {
        _read[index] = true;
        return new WatchedStream(blob, done => progress.Report(new(layers[index].Digest, TransferStatus.Unpacking, done, layers[index].Size)));
    }

    /// <summary>All is unpacked. Of what was here already there is nothing to say.</summary>
    public void Finish()
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (_read[i])
                progress.Report(new(layers[i].Digest, TransferStatus.Unpacked, layers[i].Size, layers[i].Size));
        }
    }

    private sealed class WatchedStream(Stream inner, Action<long> report) : Stream
    {
        private long _done;
        private long _told;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _done;
            set => throw new NotSupportedException();
        }

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

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
