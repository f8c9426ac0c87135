// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Globalization;
using System.Text;
using Husk.Linux;
using Husk.Monitor.Protocol;

namespace Husk.Cli.Commands.Containers;

/// <summary>
/// Prints a container's output as it wrote it: what it wrote to standard error to standard error. Bytes are gathered,
/// and written before the other stream's turn.
/// </summary>
/// <param name="timestamps">Whether a line begins with its time.</param>
/// <param name="details">Whether it has what the log driver was to add, as in a URL's query, and a space behind
/// it.</param>
internal sealed class LogPrinter(bool timestamps, bool details)
{
    private const int Enough = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _pending = new(2 * Enough);
    private readonly bool[] _inLine = new bool[3];
    private LogStream _stream = LogStream.Stdout;

    public void Print(
        LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> attributes, ReadOnlySpan<byte> text)
    {
        if (stream != _stream)
            Flush();
        _stream = stream;
        // A long line has several records, of which the first tells when it began.
        if (!_inLine[(int)stream])
        {
            if (timestamps)
            {
                Encoding.ASCII.GetBytes(time.UtcDateTime.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z '", CultureInfo.InvariantCulture), _pending);
            }
            if (details)
                Encoding.UTF8.GetBytes(LogDetails.Of(attributes) + " ", _pending);
        }
        _inLine[(int)stream] = !text.EndsWith("\n"u8);
        _pending.Write(text);
        if (_pending.WrittenCount >= Enough)
            Flush();
    }

    /// <summary>Writes what there is.</summary>
    public void Flush()
    {
        if (_pending.WrittenCount == 0)
            return;
        Fd.WriteAll(
            _stream is LogStream.Stderr ? BorrowedFd.StandardError : BorrowedFd.StandardOutput, _pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }
}
