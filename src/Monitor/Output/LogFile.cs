// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Output;

/// <summary>The json-file log: records go in whole, and older ones are moved aside when it is full.</summary>
internal sealed class LogFile : IRecordTarget, IDisposable
{
    /// <summary>0640, as docker's.</summary>
    internal const uint Mode = 0x1a0;

    private readonly string _path;
    private readonly LogOptions _options;
    private readonly RotatedLogs _rotated;
    private readonly byte[] _attributes;
    // Enough for a page of ordinary lines; a long one makes it larger, up to LogRecord.MaximumLength.
    private byte[] _buffer = new byte[16 * 1024];
    private OwnedFd _file;
    private long _size;
    private int _buffered;
    private bool _endsInHalf;

    /// <param name="path">Of the file that is written.</param>
    /// <param name="options">How large it may become, and what is done then.</param>
    /// <param name="attributes">What each record has besides; null for nothing.</param>
    /// <param name="compressor">The program for rotated files, and its arguments; null for none.</param>
    public LogFile(string path, LogOptions options, IReadOnlyDictionary<string, string>? attributes = null,
        string[]? compressor = null)
    {
        (_path, _options) = (path, options);
        _rotated = new RotatedLogs(path, options, compressor ?? []);
        _attributes = attributes is null ? [] : LogRecord.Attributes(attributes);
        _file = Open(0);
        _size = Fd.Stat(_file).Size;
        LookForHalfRecord();
        _rotated.Compress();
    }

    public RotatedLogs Rotated => _rotated;

    /// <inheritdoc/>
    public void Add(LogStream stream, DateTimeOffset time, ReadOnlySpan<byte> text)
    {
        if (_options.MaximumSize > 0 && _size + _buffered >= _options.MaximumSize)
            Rotate();
        int longest = text.Length * 6 + 128 + _attributes.Length;
        if (longest > _buffer.Length - _buffered)
            Flush();
        if (longest > _buffer.Length)
            _buffer = new byte[longest];
        Span<byte> moment = stackalloc byte[Rfc3339.MaximumLength];
        moment = moment[..Rfc3339.Write(time, moment)];
        _buffered += LogRecord.Write(_buffer.AsSpan(_buffered), stream, moment, text, _attributes);
    }

    /// <inheritdoc/>
    public bool Settle() => _rotated.Settle();

    /// <summary>
    /// Writes what was added. What does not fit on the disk is dropped: a container is not stopped for its log, nor is
    /// docker's.
    /// </summary>
    public void Flush()
    {
        ReadOnlySpan<byte> rest = _buffer.AsSpan(0, _buffered);
        _buffered = 0;
        if (_endsInHalf && !rest.IsEmpty)
            _endsInHalf = Written("\n"u8) == 0;
        int length = rest.Length;
        while (!rest.IsEmpty && !_endsInHalf && Written(rest) is > 0 and var count)
            rest = rest[count..];
        _endsInHalf |= !rest.IsEmpty && rest.Length < length;
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
        _rotated.Dispose();
    }

    private void Rotate()
    {
        Flush();
        _file.Dispose();
        _rotated.Shift();
        _file = Open(_options.MaximumFiles == 1 ? O_TRUNC : 0);
        _endsInHalf = false;
        _size = Fd.Stat(_file).Size;
        // Only now: a program takes a moment to start, and who looks in between finds no log.
        _rotated.Compress();
    }

    // A monitor that was killed, or a full disk, may have left half a record: the next one is to be whole.
    private void LookForHalfRecord()
    {
        Span<byte> last = stackalloc byte[1];
        if (_size == 0)
            return;
        Fd.SeekTo(_file, _size - 1);
        _endsInHalf = Fd.Read(_file, last) == 1 && last[0] != '\n';
    }

    private int Written(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Max(0, Fd.TryWrite(_file, bytes));
        _size += count;
        return count;
    }

    private OwnedFd Open(int more) => At.Open(BorrowedFd.Cwd, _path, O_RDWR | O_CREAT | O_APPEND | more, Mode);
}
