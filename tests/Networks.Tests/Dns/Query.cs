// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Dns;

/// <summary>A DNS client of the test's own (RFC 1035).</summary>
internal static class Query
{
    public const int A = 1, Ptr = 12, Aaaa = 28;

    private static readonly IPEndPoint Server = new(IPAddress.Parse("127.0.0.11"), 53);

    public static byte[] Bytes(ushort number, string name, int type, int payload = 0)
    {
        List<byte> bytes = [(byte)(number >> 8), (byte)number, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(payload > 0 ? 1 : 0)];
        foreach (string label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
            bytes.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        bytes.AddRange([0, 0, (byte)type, 0, 1]);
        if (payload > 0)
            bytes.AddRange([0, 0, 41, (byte)(payload >> 8), (byte)payload, 0, 0, 0, 0, 0, 0]);
        return [.. bytes];
    }

    /// <summary>What the container's resolver says to a datagram; null when nothing comes.</summary>
    public static Reply? Ask(Node node, string name, int type = A, int payload = 0, int timeout = 6000) =>
        Send(node, Bytes(4711, name, type, payload), timeout) is { } answer ? Reply.Read(answer) : null;

    public static byte[]? Send(Node node, byte[] query, int timeout = 6000)
    {
        using Socket socket =
            node.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Connect(Server);
        socket.Send(query);
        if (!socket.Poll(timeout * 1000, SelectMode.SelectRead))
            return null;
        byte[] answer = new byte[65535];
        return answer[..socket.Receive(answer)];
    }

    /// <summary>The answers to several queries on one connection, in the order they come.</summary>
    public static Reply[] AskByTcp(Node node, params string[] names)
    {
        using Socket socket =
            node.Run(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        socket.ReceiveTimeout = 6000;
        socket.Connect(Server);
        foreach (byte[] query in names.Select((name, i) => Bytes((ushort)i, name, A)))
        {
            // In pieces, as a network may deliver it.
            socket.Send([(byte)(query.Length >> 8)]);
            socket.Send([(byte)query.Length, .. query.AsSpan(0, 5)]);
            socket.Send(query.AsSpan(5));
        }

        return [.. names.Select(
            _ => Reply.Read(Exactly(socket, BinaryPrimitives.ReadUInt16BigEndian(Exactly(socket, 2)))))];
    }

    private static byte[] Exactly(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;)
        {
            int count = socket.Receive(bytes, at, length - at, SocketFlags.None);
            Assert.True(count > 0, "the connection ended");
            at += count;
        }

        return bytes;
    }
}
