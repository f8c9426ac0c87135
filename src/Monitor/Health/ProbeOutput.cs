// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;

namespace Husk.Monitor.Health;

/// <summary>The first 4096 bytes that a probe writes, to either stream.</summary>
internal sealed class ProbeOutput : IDisposable
{
    private const int Limit = 4096;

    private readonly byte[] _kept = new byte[Limit];
    private readonly byte[] _room = new byte[1024];
    private readonly Pipe _pipe = Pipe.Open();
    private int _length;
    private bool _isCut;

    public ProbeOutput() => Linux.Fd.SetNonBlocking(_pipe.ReadEnd, true);

    /// <summary>For the probe.</summary>
    public int WriteEnd => _pipe.WriteEnd.Number;

    /// <summary>The probe has its own copy by now.</summary>
    public void CloseWriteEnd() => _pipe.WriteEnd.Dispose();

    /// <summary>What to wait for; closed once all writers are gone.</summary>
    public OwnedFd Fd => _pipe.ReadEnd;

    /// <summary>What was kept, with three dots behind it where there was more.</summary>
    public string Text => Encoding.UTF8.GetString(_kept.AsSpan(0, _length)) + (_isCut ? "..." : "");

    /// <summary>Reads what is there.</summary>
    public void Read()
    {
        while (!Fd.IsClosed)
        {
            int count = Linux.Fd.TryRead(Fd, _room);
            if (count == 0)
                Fd.Dispose();
            if (count <= 0)
                return;
            int kept = Math.Min(count, Limit - _length);
            _room.AsSpan(0, kept).CopyTo(_kept.AsSpan(_length));
            _length += kept;
            _isCut |= kept < count;
        }
    }

    public void Dispose() => _pipe.Dispose();
}
