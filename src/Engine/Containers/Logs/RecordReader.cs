// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Engine.Containers.Logs;

/// <summary>Whole lines of a file that may still grow.</summary>
internal sealed class RecordReader
{
    private byte[] _buffer = new byte[256 * 1024];
    private LogPart _file;
    private int _begin;
    private int _end;

    /// <param name="file">From where it stands on; closed by <see cref="MoveTo"/> or the caller.</param>
    public RecordReader(LogPart file) => _file = file;

    public LogPart File => _file;

    /// <summary>Goes on with another file. What is not a whole line of the one before never will be.</summary>
    public void MoveTo(LogPart file)
    {
        _file.Dispose();
        _file = file;
        _begin = _end = 0;
    }

    /// <summary>The next line without its end; false when there is no more for now.</summary>
    /// <param name="line">Valid until the next call.</param>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_begin + searched, _end - _begin - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                line = _buffer.AsSpan(_begin, searched + found);
                _begin += searched + found + 1;
                return true;
            }
            searched = _end - _begin;
            if (!Fill())
            {
                line = default;
                return false;
            }
        }
    }

    private bool Fill()
    {
        if (_begin > 0)
        {
            _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
            (_begin, _end) = (0, _end - _begin);
        }
        else if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
        int count = Fd.Read(_file.Content, _buffer.AsSpan(_end));
        _end += count;
        return count > 0;
    }
}
