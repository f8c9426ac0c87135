// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Dns;

/// <summary>Connections of the container: what asks for long answers, and asks again where one was cut short.</summary>
public sealed partial class Resolver
{
    private const int MostClients = 64;
    private const int ClientPatience = 10_000;

    private int _clients;

    private void AcceptClients()
    {
        while (InetSocket.Accept(_tcp) is { } socket)
        {
            if (_clients >= MostClients)
            {
                socket.Dispose();
                continue;
            }

            var client = new TcpClient(socket) { Deadline = Environment.TickCount64 + ClientPatience };
            _clients++;
            _epoll.Add(socket, EPOLLIN, Keep(client));
        }
    }

    private void ServeClient(int key, TcpClient client)
    {
        bool ended = !client.Flush();
        while (!ended && client.Read(out ended) is { } query)
        {
            client.Deadline = Environment.TickCount64 + ClientPatience;
            Answer(query, new Asker(default, client));
        }

        if (ended && !client.IsClosed)
            Close(key, client);
    }

    private void FlushClient(TcpClient client)
    {
        int key = _others.FirstOrDefault(pair => ReferenceEquals(pair.Value, client)).Key;
        if (key == 0)
            return;
        if (!client.Flush())
            Close(key, client);
        else
            _epoll.Change(client.Socket, client.HasOutput ? EPOLLIN | EPOLLOUT : EPOLLIN, key);
    }

    private void Close(int key, TcpClient client)
    {
        if (_others.Remove(key))
            _clients--;
        client.Dispose();
    }
}
