// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Husk.Images.Compression;

/// <summary>Compresses what is written into one zstd frame, which ends with the stream.</summary>
internal sealed class ZstdCompressionStream : WriteOnlyStream
{
    private const int Room = 128 * 1024;

    private readonly Stream _target;
    private readonly bool _leaveOpen;
    private readonly byte[] _input = GC.AllocateUninitializedArray<byte>(Room, pinned: true);
    private readonly byte[] _output = GC.AllocateUninitializedArray<byte>(Room, pinned: true);
    private nint _stream;

    public ZstdCompressionStream(Stream target, int level = 3, bool leaveOpen = false)
    {
        ZstdLibrary.Require();
        _target = target;
        _leaveOpen = leaveOpen;
        _stream = ZstdLibrary.ZSTD_createCStream();
        ZstdLibrary.Checked(ZstdLibrary.ZSTD_CCtx_setParameter(_stream, ZstdLibrary.CompressionLevel, level));
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(buffer.Length, Room)..])
        {
            ReadOnlySpan<byte> part = buffer[..Math.Min(buffer.Length, Room)];
            part.CopyTo(_input);
            Compress(part.Length, ZstdLibrary.Continue);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_stream != 0)
        {
            if (disposing)
                Compress(0, ZstdLibrary.End);

            ZstdLibrary.ZSTD_freeCStream(_stream);
            _stream = 0;
            if (disposing && !_leaveOpen)
                _target.Dispose();
        }

        base.Dispose(disposing);
    }

    // Until all input is taken, and at the end until nothing is held back.
    private void Compress(int length, int operation)
    {
        var input = new ZstdLibrary.Buffer
        {
            Address = Marshal.UnsafeAddrOfPinnedArrayElement(_input, 0),
            Size = (nuint)length,
        };
        nuint left;
        do
        {
            var output = new ZstdLibrary.Buffer
            {
                Address = Marshal.UnsafeAddrOfPinnedArrayElement(_output, 0),
                Size = (nuint)_output.Length,
            };
            left = ZstdLibrary.Checked(ZstdLibrary.ZSTD_compressStream2(_stream, ref output, ref input, operation));
            _target.Write(_output.AsSpan(0, (int)output.Position));
        }
        while (operation == ZstdLibrary.End ? left != 0 : input.Position < input.Size);
    }
}
