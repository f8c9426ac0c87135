// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;

namespace Husk.Monitor.Clients;

/// <summary>All who are connected, and the socket where others come in.</summary>
internal sealed class ClientList : IDisposable
{
    /// <summary>Others wait at the door: a process has 1024 descriptors, as a rule.</summary>
    private const int MostClients = 500;

    private const uint SocketMode = 0x180; // 0600

    private readonly string _path;
    private readonly List<Client> _clients = [];
    private readonly Action<PollEvents> _accept;
    private OwnedFd? _listener;

    /// <param name="path">Of the socket; what is there is a dead monitor's.</param>
    /// <param name="starter">The connection of who started this process.</param>
    public ClientList(string path, OwnedFd starter)
    {
        _path = path;
        _clients.Add(new Client(starter, isStarter: true));
        _accept = _ => Accept();
        At.UnlinkIfThere(BorrowedFd.Cwd, path);
        _listener = UnixSocket.Listen(path);
        At.Chmod(BorrowedFd.Cwd, path, SocketMode);
    }

    public IReadOnlyList<Client> All => _clients;

    /// <summary>Somebody cannot take more output now.</summary>
    public bool AnyIsBehind => _clients.Exists(static client => client.IsBehind);

    public void Ask(Waits waits, bool inputIsBlocked)
    {
        if (_listener is not null && _clients.Count < MostClients)
            waits.For(_listener, PollEvents.Readable, _accept);
        foreach (Client client in _clients)
            client.Ask(waits, mayRead: !(inputIsBlocked && client.GivesStdin));
    }

    /// <summary>Sends to all.</summary>
    public void SendAll(FrameKind kind, ReadOnlySpan<byte> payload)
    {
        byte[] frame = Frame.Write(kind, payload);
        foreach (Client client in _clients)
            client.Send(frame);
    }

    /// <summary>Sends output to those who want it.</summary>
    /// <param name="frame">Header and payload.</param>
    /// <param name="stream">Which.</param>
    public void SendOutput(ReadOnlySpan<byte> frame, LogStream stream)
    {
        foreach (Client client in _clients)
        {
            if (stream == LogStream.Stdout ? client.WantsStdout : client.WantsStderr)
                client.Send(frame);
        }
    }

    /// <summary>Forgets those who are gone; each is given to <paramref name="left"/> first.</summary>
    public void Sweep(Action<Client> left)
    {
        for (int i = _clients.Count - 1; i >= 0; i--)
        {
            Client client = _clients[i];
            if (!client.IsGone)
                continue;
            _clients.RemoveAt(i);
            left(client);
            client.Dispose();
        }
    }

    /// <summary>Lets in who has knocked, and nobody after them.</summary>
    public void CloseDoor()
    {
        if (_listener is null)
            return;
        // First the name: who comes now finds none, and reads the state.
        At.UnlinkIfThere(BorrowedFd.Cwd, _path);
        Accept();
        _listener.Dispose();
        _listener = null;
    }

    public void Dispose()
    {
        CloseDoor();
        _clients.ForEach(static client => client.Dispose());
    }

    private void Accept()
    {
        while (_clients.Count < MostClients && UnixSocket.TryAccept(_listener!) is { } socket)
            _clients.Add(new Client(socket, isStarter: false));
    }
}
