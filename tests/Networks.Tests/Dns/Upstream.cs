// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests.Dns;

/// <summary>
/// A name server somewhere that knows 203.0.113.7 for whatever it is asked, but: to <c>silent</c> it says nothing,
/// <c>broken</c> fails, <c>nobody</c> does not exist, <c>long</c> does not fit into a datagram, and <c>forged</c> is
/// answered wrongly twice first.
/// </summary>
internal sealed class Upstream : IDisposable
{
    private readonly Socket _udp;
    private readonly TcpListener _tcp;
    private readonly Thread[] _threads;

    public Upstream(Node node, string address)
    {
        (_udp, _tcp) = node.Run(() =>
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
            {
                ReceiveTimeout = 100,
                ReceiveBufferSize = 1 << 20,
            };
            udp.Bind(new IPEndPoint(IPAddress.Parse(address), 53));
            var tcp = new TcpListener(IPAddress.Parse(address), 53);
            tcp.Start();
            return (udp, tcp);
        });
        _threads = [new Thread(ServeUdp), new Thread(ServeTcp)];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>The names that were asked for, and by what.</summary>
    public List<string> Asked { get; } = [];

    private volatile bool _ended;

    public void Dispose()
    {
        _ended = true;
        _tcp.Stop();
        foreach (Thread thread in _threads)
            thread.Join();
        _udp.Dispose();
    }

    private void ServeUdp()
    {
        byte[] buffer = new byte[1500];
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        while (!_ended)
        {
            try
            {
                byte[] query = buffer[.._udp.ReceiveFrom(buffer, ref from)];
                string name = Record(query, "udp");
                if (name == "forged")
                {
                    _udp.SendTo(Answer([(byte)(query[0] ^ 1), .. query.AsSpan(1)], "192.0.2.66"), from);
                    _udp.SendTo(
                        Answer(Query.Bytes((ushort)(query[0] << 8 | query[1]), "other", 1), "192.0.2.66"), from);
                }

                if (name != "silent")
                    _udp.SendTo(Reply(query, name, fits: name != "long"), from);
            }
            catch (SocketException)
            {
                // Nobody asked.
            }
        }
    }

    private void ServeTcp()
    {
        try
        {
            while (true)
            {
                using Socket caller = _tcp.AcceptSocket();
                byte[] buffer = new byte[1500];
                int length = caller.Receive(buffer);
                // Who asked gave up before he did.
                if (length < 2)
                    continue;
                byte[] query = buffer[2..length];
                byte[] answer = Reply(query, Record(query, "tcp"), fits: true);
                caller.Send([(byte)(answer.Length >> 8), (byte)answer.Length, .. answer]);
            }
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // Disposed of.
        }
    }

    private string Record(byte[] query, string by)
    {
        string name = Encoding.ASCII.GetString(query, 13, query[12]);
        lock (Asked)
            Asked.Add($"{name} {by}");
        return name;
    }

    private static byte[] Reply(byte[] query, string name, bool fits) => name switch
    {
        "broken" => Status(query, 2),
        "nobody" => Status(query, 3),
        "long" when fits => Answer(query, [.. Enumerable.Range(1, 100).Select(i => $"203.0.113.{i}")]),
        "long" =>
            [.. Status(query, 0) is var head ? (byte[])[head[0], head[1], (byte)(head[2] | 2), .. head.AsSpan(3)] : []],
        _ => Answer(query, "203.0.113.7"),
    };

    private static byte[] Status(byte[] query, int status)
    {
        byte[] answer = [.. query];
        (answer[2], answer[3]) = (0x81, (byte)(0x80 | status));
        return answer;
    }

    private static byte[] Answer(byte[] query, params string[] addresses)
    {
        byte[] head = Status(query, 0);
        (head[6], head[7]) = ((byte)(addresses.Length >> 8), (byte)addresses.Length);
        return [.. head, .. addresses.SelectMany(address =>
            (byte[])[0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, .. IPAddress.Parse(address).GetAddressBytes()])];
    }
}
