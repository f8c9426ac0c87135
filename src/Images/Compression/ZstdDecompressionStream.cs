// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Husk.Images.Compression;

/// <summary>The plain bytes of a zstd stream, frame after frame.</summary>
internal sealed class ZstdDecompressionStream : ReadOnlyStream
{
    private const int Room = 128 * 1024;

    /// <summary>128 MiB: zstd's own limit without a word from the user. A hostile frame may ask for 2 GiB.</summary>
    private const int LargestWindow = 27;

    private readonly Stream _source;
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(Room, pinned: true);
    private readonly byte[] _output = GC.AllocateUninitializedArray<byte>(Room, pinned: true);
    private ZstdLibrary.Buffer _in;
    private int _ready;
    private int _given;
    private bool _midFrame;
    private nint _stream;

    public ZstdDecompressionStream(Stream source)
    {
        ZstdLibrary.Require();
        _source = source;
        _stream = ZstdLibrary.ZSTD_createDStream();
        ZstdLibrary.Checked(ZstdLibrary.ZSTD_DCtx_setParameter(_stream, ZstdLibrary.WindowLogMax, LargestWindow));
        _in.Address = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0);
    }

    public override int Read(Span<byte> buffer)
    {
        while (_given == _ready)
        {
            if (!Fill())
                return 0;
        }

        int count = Math.Min(_ready - _given, buffer.Length);
        _output.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (_stream != 0)
            ZstdLibrary.ZSTD_freeDStream(_stream);

        _stream = 0;
        if (disposing)
            _source.Dispose();

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        ObjectDisposedException.ThrowIf(_stream == 0, this);
        bool ended = false;
        if (_in.Position == _in.Size)
        {
            (_in.Size, _in.Position) = ((nuint)_source.Read(_input), 0);
            ended = _in.Size == 0;
        }

        var output = new ZstdLibrary.Buffer
        {
            Address = Marshal.UnsafeAddrOfPinnedArrayElement(_output, 0),
            Size = (nuint)_output.Length,
        };
        // Without input too: the library may still hold output back.
        nuint wanted = ended && !_midFrame
            ? 0
            : ZstdLibrary.Checked(ZstdLibrary.ZSTD_decompressStream(_stream, ref output, ref _in));
        _midFrame = wanted != 0;
        (_given, _ready) = (0, (int)output.Position);
        if (!ended || _ready > 0)
            return true;
        return _midFrame ? throw new ImageException(ImageFault.Corrupt, "zstd: the stream is cut short") : false;
    }
}
