// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Tests.Protocol;

public sealed class FrameTests
{
    [Fact]
    public void A_frame_is_eight_bytes_and_a_payload()
    {
        Assert.Equal([(byte)'O', 0, 0, 0, 3, 0, 0, 0, 1, 2, 3], Frame.Write(FrameKind.Stdout, [1, 2, 3]));
        Assert.Equal([(byte)'W', 0, 0, 0, 4, 0, 0, 0, 24, 0, 0x2c, 1], Frame.WriteWindow(24, 300));
        Assert.Equal((24, 300), Frame.ReadWindow([24, 0, 0x2c, 1]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4000)]
    [InlineData(int.MaxValue)]
    public void However_a_stream_is_cut_its_frames_come_out(int piece)
    {
        var stream = new List<byte>();
        int[] sizes = [0, 1, 70, 4096, Frame.MaximumPayload, 0, 5];
        foreach (int size in sizes)
            stream.AddRange(Frame.Write(FrameKind.Stderr, new byte[size]));
        byte[] bytes = [.. stream];
        var reader = new FrameReader();
        var seen = new List<int>();
        for (int at = 0; at < bytes.Length;)
        {
            Span<byte> room = reader.Room;
            int count = Math.Min(Math.Min(piece, room.Length), bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(room);
            reader.Filled(count);
            at += count;
            while (reader.TryTake(out FrameKind kind, out ReadOnlySpan<byte> payload))
            {
                Assert.Equal(FrameKind.Stderr, kind);
                seen.Add(payload.Length);
            }
        }

        Assert.Equal(sizes, seen);
        Assert.True(reader.IsEmpty);
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("O\0\0\0\u0001\0\u0001\0")]
    public void What_is_no_frame_is_refused(string bytes)
    {
        var reader = new FrameReader();
        Encoding.ASCII.GetBytes(bytes, reader.Room);
        reader.Filled(bytes.Length);

        Assert.Throws<ProtocolException>(() => reader.TryTake(out _, out _));
    }
}
