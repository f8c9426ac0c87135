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
    private OwnedFd? _spare = EventFd.Open();

    private void AcceptClients()
    {
        while (TryAccept() is { } socket)
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
        while (!ended && !client.IsClosed && !client.HasOutput && client.Read(out ended) is { } query)
        {
            client.Deadline = Environment.TickCount64 + ClientPatience;
            Answer(query, new Asker(default, client));
        }

        if (client.IsClosed)
            return;
        if (ended)
            Close(key, client);
        else
            _epoll.Change(client.Socket, client.Events, key);
    }

    private OwnedFd? TryAccept()
    {
        try
        {
            return InetSocket.Accept(_tcp);
        }
        catch (SyscallException e) when (e.Errno is EMFILE or ENFILE or ENOBUFS or ENOMEM && _spare is not null)
        {
            // It would be readable for ever: the descriptor that was kept takes the caller in, and lets him go.
            _spare.Dispose();
            _spare = null;
            InetSocket.Accept(_tcp)?.Dispose();
            _spare = EventFd.Open();
            return null;
        }
    }

    private void FlushClient(TcpClient client)
    {
        int key = _others.FirstOrDefault(pair => ReferenceEquals(pair.Value, client)).Key;
        if (key == 0)
            return;
        if (!client.Flush())
            Close(key, client);
        else
            _epoll.Change(client.Socket, client.Events, key);
    }

    private void Close(int key, TcpClient client)
    {
        if (_others.Remove(key))
            _clients--;
        client.Dispose();
    }
}
