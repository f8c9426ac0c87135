// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;

namespace Husk.Cli.Output;

/// <summary>
/// Standard input, output or error, byte for byte. .NET's own would set a terminal up: with the first byte it sends
/// the sequences of its keypad (terminfo(5), smkx), and takes signals for itself.
/// </summary>
/// <param name="number">0, 1 or 2.</param>
/// <param name="unread">Whether what nobody reads any more is dropped, and no error.</param>
internal sealed class StandardStream(int number, bool unread = false) : Stream
{
    // errno(3), of asm-generic.
    private const int EIO = 5, EAGAIN = 11, EPIPE = 32;

    public override bool CanRead => number == 0;

    public override bool CanSeek => false;

    public override bool CanWrite => number != 0;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    private BorrowedFd File => new(number);

    public override int Read(Span<byte> buffer)
    {
        while (true)
        {
            int count = Fd.TryRead(File, buffer);
            if (count == -EAGAIN)
                Await(PollEvents.Readable);
            // The other side of a terminal has gone (pty(7)).
            else
                return count == -EIO ? 0 : count >= 0 ? count : throw new SyscallException($"read({number})", -count);
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int count = Fd.TryWrite(File, buffer);
            if (count == -EAGAIN)
                Await(PollEvents.Writable);
            else if (count == -EPIPE && unread)
                return;
            else
                buffer = buffer[(count >= 0 ? count : throw new SyscallException($"write({number})", -count))..];
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Whoever we have it from may have made it one that does not wait.
    private void Await(PollEvents wanted) => Poll.Wait([new PollEntry(File, wanted)]);
}
