// SPDX-License-Identifier: Apache-2.0
using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using Husk.Linux;
using Husk.Linux.Netlink;
using Husk.Linux.Tests;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Networks.Tests.Fixture;

/// <summary>A network namespace that plays a host, a neighbour or a container.</summary>
internal sealed class Node : IDisposable
{
    private readonly OwnedFd _namespace;

    public Node(string path)
    {
        Path = path;
        _namespace = At.Open(BorrowedFd.Cwd, path, O_RDONLY);
    }

    private Node(OwnedFd made)
    {
        _namespace = made;
        Path = $"/proc/{Environment.ProcessId}/fd/{made.Number}";
    }

    /// <summary>A new namespace, which this process alone keeps: killed, it leaves no mount behind.</summary>
    /// <param name="path">A file that it is bound to for a moment.</param>
    public static Node Make(string path)
    {
        NetworkNamespace.Make(path);
        OwnedFd made = At.Open(BorrowedFd.Cwd, path, O_RDONLY);
        NetworkNamespace.Remove(path);
        return new Node(made);
    }

    public string Path { get; }

    public BorrowedFd Namespace => _namespace;

    public T Run<T>(Func<T> act) => NetworkNamespace.Within(_namespace, act);

    /// <summary>What a program says there; it must succeed.</summary>
    public string Output(string program, params string[] arguments) =>
        Command.Output("nsenter", ["--net=" + Path, program, .. arguments]);

    /// <summary>Commands of ip(8) there, one a line.</summary>
    public void Ip(string commands)
    {
        foreach (
            string line in commands.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Output("ip", line.Split(' '));
        }
    }

    /// <summary>A TCP server that tells each caller its name and what address he has; until it is disposed
    /// of.</summary>
    public IDisposable Serve(string name, string address, int port)
    {
        TcpListener listener = Run(() =>
        {
            var made = new TcpListener(IPAddress.Parse(address), port);
            made.Start();
            return made;
        });
        var thread = new Thread(() =>
        {
            try
            {
                while (true)
                {
                    using Socket caller = listener.AcceptSocket();
                    caller.Send(Encoding.ASCII.GetBytes($"{name} to {((IPEndPoint)caller.RemoteEndPoint!).Address}"));
                }
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // Disposed of.
            }
        });
        thread.Start();
        return new Ending(() =>
        {
            listener.Stop();
            thread.Join();
        });
    }

    /// <summary>A UDP server that does the same.</summary>
    public IDisposable ServeUdp(string name, string address, int port)
    {
        Socket socket = Run(() =>
        {
            var made = new Socket(
                IPAddress.Parse(address).AddressFamily, SocketType.Dgram, ProtocolType.Udp)
            { ReceiveTimeout = 100 };
            made.Bind(new IPEndPoint(IPAddress.Parse(address), port));
            return made;
        });
        bool ended = false;
        var thread = new Thread(() =>
        {
            byte[] buffer = new byte[100];
            EndPoint caller = new IPEndPoint(
                socket.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
            while (!Volatile.Read(ref ended))
            {
                try
                {
                    socket.ReceiveFrom(buffer, ref caller);
                    socket.SendTo(Encoding.ASCII.GetBytes($"{name} to {((IPEndPoint)caller).Address}"), caller);
                }
                catch (SocketException)
                {
                    // Nobody called.
                }
            }
        });
        thread.Start();
        return new Ending(() =>
        {
            Volatile.Write(ref ended, true);
            thread.Join();
            socket.Dispose();
        });
    }

    /// <summary>What a TCP server says; null when there is none, or nothing comes.</summary>
    public string? Ask(string address, int port, int timeout = 1500) => Ask(address, port, ProtocolType.Tcp, timeout);

    public string? AskUdp(string address, int port, int timeout = 700) => Ask(address, port, ProtocolType.Udp, timeout);

    public void Dispose() => _namespace.Dispose();

    private string? Ask(string address, int port, ProtocolType protocol, int timeout)
    {
        var server = new IPEndPoint(IPAddress.Parse(address), port);
        SocketType type = protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram;
        using Socket socket = Run(() => new Socket(server.AddressFamily, type, protocol));
        try
        {
            socket.Blocking = false;
            try
            {
                socket.Connect(server);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.InProgress or SocketError.WouldBlock)
            {
                if (!socket.Poll(timeout * 1000, SelectMode.SelectWrite))
                    return null;
            }

            if (protocol == ProtocolType.Udp)
                socket.Send("?"u8);
            if (!socket.Poll(timeout * 1000, SelectMode.SelectRead))
                return null;
            byte[] answer = new byte[100];
            return Encoding.ASCII.GetString(answer, 0, socket.Receive(answer));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
