// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Threading;

namespace Husk.Cli.Output;

/// <summary>What is written, until the user wants no more of it: an <see cref="OperationCanceledException"/> then, so
/// that whoever writes undoes what he has begun.</summary>
internal sealed class CancellableStream(Stream target, CancellationToken cancel) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        cancel.ThrowIfCancellationRequested();
        target.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
