// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Networks.State;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Dns;

/// <summary>
/// The name server of one container, on 127.0.0.11 in its network namespace. It has no thread: whoever has the thread
/// waits for <see cref="Descriptor"/>, and until <see cref="Deadline"/>, and calls <see cref="Serve"/>.
/// </summary>
/// <remarks>
/// Names of containers are answered here, all others by the servers of the host, whom the host asks: its own resolver
/// may listen on its own loopback.
/// </remarks>
public sealed partial class Resolver : IDisposable
{
    /// <summary>The address that containers find in their resolv.conf: docker's.</summary>
    public const string Address = "127.0.0.11";

    /// <summary>
    /// Its port there, above those that the kernel gives out (ip-sysctl.rst, ip_local_port_range): 53 is the
    /// container's own.
    /// <see cref="NetworkStore"/> sees to it that who asks port 53 is led here.
    /// </summary>
    internal const int Port = 61053;

    private const int UdpKey = 0, TcpKey = 1;

    /// <summary>Datagrams that may wait while the thread does something else, in bytes.</summary>
    private const int ReceiveBuffer = 1 << 20;

    /// <summary>Rounds before the caller's thread may do something else.</summary>
    private const int MostRounds = 32;

    private readonly Epoll _epoll = new();
    private readonly NameTable _names;
    private readonly UpstreamServers _servers;
    private readonly OwnedFd _udp;
    private readonly OwnedFd _tcp;
    private readonly byte[] _buffer = new byte[ushort.MaxValue];
    private readonly Dictionary<int, object> _others = [];
    private int _lastKey = TcpKey;

    private Resolver(NameTable names, UpstreamServers servers, (OwnedFd Udp, OwnedFd Tcp) sockets)
    {
        (_names, _servers, (_udp, _tcp)) = (names, servers, sockets);
        _epoll.Add(_udp, EPOLLIN, UdpKey);
        _epoll.Add(_tcp, EPOLLIN, TcpKey);
    }

    /// <summary>Readable when there is something to serve.</summary>
    public OwnedFd Descriptor => _epoll.Descriptor;

    /// <summary>
    /// When <see cref="Serve"/> is to be called even so, in milliseconds of <see cref="Environment.TickCount64"/>; null
    /// while nothing is waited for.
    /// </summary>
    public long? Deadline => _others.Count == 0 ? null : _others.Values.Min(DeadlineOf);

    /// <summary>Listens for a container that <see cref="NetworkStore.Setup"/> was called for.</summary>
    /// <param name="run">The store's directory: <c>/run/husk</c>.</param>
    /// <param name="containerId">The container.</param>
    /// <param name="servers">Whom to ask for other names (<c>--dns</c>); none for whom the host asks.</param>
    /// <param name="hostFile">Where the host says whom it asks; looked at anew as it changes.</param>
    /// <exception cref="SyscallException">EADDRINUSE: something listens on that port of every address
    /// there.</exception>
    public static Resolver Open(
        string run, string containerId, IReadOnlyList<string> servers, string hostFile = "/etc/resolv.conf")
    {
        var paths = new NetworkPaths("", run);
        using OwnedFd there = At.Open(BorrowedFd.Cwd, paths.Namespace(containerId), O_RDONLY);
        return new Resolver(
            new NameTable(paths, containerId),
            new UpstreamServers(servers, hostFile),
            NetworkNamespace.Within(there, Listen));
    }

    /// <summary>Answers whatever was asked, and gives up what took too long. It never blocks.</summary>
    public void Serve()
    {
        Span<int> keys = stackalloc int[32];
        for (int round = 0; round < MostRounds; round++)
        {
            int count = _epoll.Take(keys);
            foreach (int key in keys[..count])
                ServeKey(key);
            if (count == 0)
                break;
        }

        long now = Environment.TickCount64;
        foreach ((int key, object other) in _others.Where(pair => DeadlineOf(pair.Value) <= now).ToArray())
        {
            if (other is Pending pending)
                AskNext(key, pending);
            else
                Close(key, (TcpClient)other);
        }
    }

    public void Dispose()
    {
        foreach (object other in _others.Values)
            ((IDisposable)other).Dispose();
        _udp.Dispose();
        _tcp.Dispose();
        _spare?.Dispose();
        _epoll.Dispose();
    }

    private static long DeadlineOf(object other) =>
        other is Pending pending ? pending.Deadline : ((TcpClient)other).Deadline;

    private static (OwnedFd Udp, OwnedFd Tcp) Listen()
    {
        var address = new InetAddress(IPAddress.Parse(Address).GetAddressBytes(), Port);
        OwnedFd udp = InetSocket.Open(AF_INET, SOCK_DGRAM);
        OwnedFd tcp = InetSocket.Open(AF_INET, SOCK_STREAM);
        try
        {
            InetSocket.SetOption(udp, SOL_SOCKET, SO_RCVBUF, ReceiveBuffer);
            InetSocket.Bind(udp, address);
            // A monitor that comes after another one finds its connections in TIME_WAIT.
            InetSocket.SetOption(tcp, SOL_SOCKET, SO_REUSEADDR, 1);
            InetSocket.Bind(tcp, address);
            InetSocket.Listen(tcp, 64);
            return (udp, tcp);
        }
        catch (SyscallException)
        {
            udp.Dispose();
            tcp.Dispose();
            throw;
        }
    }

    private void ServeKey(int key)
    {
        if (key == UdpKey)
        {
            ServeDatagrams();
        }
        else if (key == TcpKey)
        {
            AcceptClients();
        }
        else if (_others.TryGetValue(key, out object? other))
        {
            if (other is Pending pending)
                ServeAnswer(key, pending);
            else
                ServeClient(key, (TcpClient)other);
        }
    }

    private void ServeDatagrams()
    {
        // Level-triggered: what is left makes the descriptor readable again.
        for (int i = 0; i < 64; i++)
        {
            int length = InetSocket.Receive(_udp, _buffer, out InetAddress sender);
            if (length <= 0)
                return;
            Answer(_buffer.AsSpan(0, length), new Asker(sender, null));
        }
    }

    /// <summary>Answers a query, or sees to it that somebody else does.</summary>
    private void Answer(ReadOnlySpan<byte> query, Asker asker)
    {
        if (query.Length < DnsQuestion.HeadLength || (query[2] & 0x80) != 0)
            return;
        if (DnsQuestion.Read(query) is not { } question)
        {
            DnsStatus status = (query[2] & 0x78) != 0 ? DnsStatus.NotImplemented : DnsStatus.FormatError;
            Send(asker, DnsAnswer.Failure(query, null, status));
            return;
        }

        int room = asker.Connection is null ? question.PayloadSize : ushort.MaxValue;
        if (Local(query, question, room) is { } answer)
            Send(asker, answer);
        else if (_names.LeadsOut)
            Forward(query, question, asker);
        else
            Send(asker, DnsAnswer.Failure(query, question, DnsStatus.NameError));
    }

    /// <summary>The answer where it is about containers; null where it is not.</summary>
    private byte[]? Local(ReadOnlySpan<byte> query, DnsQuestion question, int room)
    {
        if (question.Type == DnsType.Ptr)
            return _names.FindReverse(question.Name) is { } name ? DnsAnswer.Of(query, question, name, room) : null;
        if (_names.Find(question.Name) is not { } addresses)
            return null;
        // A name without an address of that family is no reason to ask anybody else: the other one would be found
        // there.
        IPAddress[] wanted = [.. addresses.Where(address => IsOf(address, question.Type))];
        Random.Shared.Shuffle(wanted);
        return DnsAnswer.Of(query, question, wanted, room);

        static bool IsOf(IPAddress address, int type) => type == DnsType.Any
            || type == (
                address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? DnsType.A : DnsType.Aaaa);
    }

    private void Send(Asker asker, ReadOnlySpan<byte> answer)
    {
        if (asker.Connection is not { } client)
            InetSocket.SendTo(_udp, answer, asker.Sender);
        else if (!client.IsClosed)
            client.Queue(answer);
        else
            return;
        if (asker.Connection is { } connection)
            FlushClient(connection);
    }

    private int Keep(object other)
    {
        // Keys are not reused at once: an event may still be on its way for who had it.
        do
            _lastKey = _lastKey == int.MaxValue ? TcpKey + 1 : _lastKey + 1;
        while (!_others.TryAdd(_lastKey, other));
        return _lastKey;
    }
}
