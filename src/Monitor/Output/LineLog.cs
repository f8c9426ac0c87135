// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Output;

/// <summary>Cuts the output of one stream into records: lines, and pieces of those that are too long.</summary>
internal sealed class LineLog(IRecordTarget target, LogStream stream)
{
    // Made when a line first comes in pieces: most come whole.
    private byte[]? _pending;
    private int _length;

    /// <summary>Takes what came.</summary>
    public void Add(ReadOnlySpan<byte> output)
    {
        while (!output.IsEmpty)
        {
            int end = output.IndexOf((byte)'\n') + 1;
            int room = LogRecord.MaximumText - _length;
            int count = Math.Min(end == 0 ? output.Length : end, room);
            bool isWhole = count == end;
            if (_length == 0 && (isWhole || count == room))
            {
                count -= isWhole ? 0 : Unfinished(output[..count]);
                target.Add(stream, DateTimeOffset.UtcNow, output[..count]);
            }
            else
            {
                output[..count].CopyTo((_pending ??= new byte[LogRecord.MaximumText]).AsSpan(_length));
                _length += count;
                if (isWhole || _length == LogRecord.MaximumText)
                    AddPending(isWhole ? 0 : Unfinished(_pending.AsSpan(0, _length)));
            }

            output = output[count..];
        }
    }

    /// <summary>There will be no more: what has no line feed yet becomes a record without one.</summary>
    public void End()
    {
        if (_length > 0)
            AddPending(0);
    }

    private void AddPending(int keep)
    {
        int count = _length - keep;
        target.Add(stream, DateTimeOffset.UtcNow, _pending.AsSpan(0, count));
        _pending.AsSpan(count, keep).CopyTo(_pending);
        _length = keep;
    }

    // How many bytes at the end are the beginning of a character: it is not to be cut in two.
    private static int Unfinished(ReadOnlySpan<byte> text)
    {
        for (int back = 1; back <= 3 && back < text.Length; back++)
        {
            byte each = text[^back];
            if ((each & 0xc0) == 0x80)
                continue;
            int length = each switch { >= 0xf0 => 4, >= 0xe0 => 3, >= 0xc0 => 2, _ => 1 };
            return length > back ? back : 0;
        }

        return 0;
    }
}
