// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Dns;

/// <summary>Queries that others answer.</summary>
public sealed partial class Resolver
{
    /// <summary>
    /// Each has a descriptor, of which a process may have 1,024 as a rule, and the monitor needs some for the
    /// container. Whoever asks beyond that asks again.
    /// </summary>
    private const int MostPending = 512;

    /// <summary>
    /// For one server, in milliseconds. The container's libc asks again after five seconds (resolv.conf(5), timeout):
    /// the second server should have been asked by then.
    /// </summary>
    private const int ServerPatience = 2_000;

    private void Forward(ReadOnlySpan<byte> query, DnsQuestion question, Asker asker)
    {
        if (_others.Count >= MostPending + MostClients)
        {
            Send(asker, DnsAnswer.Failure(query, question, DnsStatus.ServerFailure));
            return;
        }

        byte[] ours = query.ToArray();
        RandomNumberGenerator.Fill(ours.AsSpan(0, 2));
        var pending = new Pending(
            ours, question, BinaryPrimitives.ReadUInt16BigEndian(query), asker, _servers.List);
        AskNext(Keep(pending), pending);
    }

    /// <summary>Asks the next server; when there is none left, tells the asker.</summary>
    private void AskNext(int key, Pending pending)
    {
        pending.Dispose();
        while (pending.Next < pending.Servers.Count)
        {
            InetAddress server = pending.Servers[pending.Next++];
            pending.Deadline = Environment.TickCount64 + ServerPatience;
            if (TryAsk(key, pending, server))
                return;
            pending.Dispose();
        }

        Finish(key, pending, pending.Poor
            ?? DnsAnswer.Failure(pending.Query, pending.Question, DnsStatus.ServerFailure));
    }

    private bool TryAsk(int key, Pending pending, InetAddress server)
    {
        try
        {
            return pending.Asker.Connection is null
                ? AskByDatagram(key, pending, server)
                : AskByConnection(key, pending, server);
        }
        catch (SyscallException)
        {
            // No descriptors left, or no IPv6 here.
            return false;
        }
    }

    private bool AskByDatagram(int key, Pending pending, InetAddress server)
    {
        OwnedFd socket = InetSocket.Open(server.IsIpv4 ? AF_INET : AF_INET6, SOCK_DGRAM);
        pending.Datagrams = socket;
        // Connected, it hears that server alone, and that nobody listens there.
        if (InetSocket.Connect(socket, server) != 0 || InetSocket.Send(socket, pending.Query) < 0)
            return false;
        _epoll.Add(socket, EPOLLIN, key);
        return true;
    }

    private bool AskByConnection(int key, Pending pending, InetAddress server)
    {
        OwnedFd socket = InetSocket.Open(server.IsIpv4 ? AF_INET : AF_INET6, SOCK_STREAM);
        pending.Connection = new TcpClient(socket);
        if (InetSocket.Connect(socket, server) is not (0 or EINPROGRESS))
            return false;
        pending.Connection.Queue(pending.Query);
        _epoll.Add(socket, EPOLLOUT, key);
        return true;
    }

    private void ServeAnswer(int key, Pending pending)
    {
        if (pending.Connection is { } connection)
        {
            ServeConnection(key, pending, connection);
            return;
        }

        int length = InetSocket.Receive(pending.Datagrams!, _buffer);
        if (length > 0)
            Take(key, pending, _buffer.AsSpan(0, length));
        else if (length != -EAGAIN)
            AskNext(key, pending);
    }

    private void ServeConnection(int key, Pending pending, TcpClient connection)
    {
        bool isLost = InetSocket.TakeError(connection.Socket) != 0 || !connection.Flush();
        if (!isLost && !connection.HasOutput)
        {
            _epoll.Change(connection.Socket, EPOLLIN, key);
            if (connection.Read(out isLost) is { } answer)
            {
                Take(key, pending, answer);
                return;
            }
        }

        if (isLost)
            AskNext(key, pending);
    }

    private void Take(int key, Pending pending, ReadOnlySpan<byte> answer)
    {
        // Forged, or late: the right one may still come.
        if (!DnsQuestion.IsAnswerTo(answer, pending.Query, pending.Question.Length))
            return;
        if ((DnsStatus)(answer[3] & 0xf) is DnsStatus.ServerFailure or DnsStatus.Refused or DnsStatus.NotImplemented
            && pending.Next < pending.Servers.Count)
        {
            pending.Poor = answer.ToArray();
            AskNext(key, pending);
            return;
        }

        Finish(key, pending, answer.ToArray());
    }

    private void Finish(int key, Pending pending, byte[] answer)
    {
        _others.Remove(key);
        pending.Dispose();
        BinaryPrimitives.WriteUInt16BigEndian(answer, pending.Number);
        Send(pending.Asker, answer);
    }
}
