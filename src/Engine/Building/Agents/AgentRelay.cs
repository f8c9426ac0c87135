// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Husk.Linux;

namespace Husk.Engine.Building.Agents;

/// <summary>
/// A socket that leads to an ssh agent. Owner and mode are what the step asks for; an agent speaks to nobody but its
/// own user (ssh-agent(1)), and to it this process is that.
/// </summary>
internal sealed class AgentRelay : IDisposable
{
    private readonly Socket _listener;
    private readonly string _agent;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationToken _cancel;

    /// <param name="path">Of the new socket.</param>
    /// <param name="agent">The agent's own.</param>
    /// <param name="mode">Of the new one.</param>
    /// <param name="uid">Whose it is.</param>
    /// <param name="gid">The same.</param>
    public AgentRelay(string path, string agent, uint mode, uint uid, uint gid)
    {
        _agent = agent;
        _cancel = _end.Token;
        Path = path;
        _listener = Owned(UnixSocket.Listen(path));
        At.Chown(BorrowedFd.Cwd, path, uid, gid);
        At.Chmod(BorrowedFd.Cwd, path, mode);
        _ = Accept();
    }

    public string Path { get; }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private static Socket Owned(OwnedFd socket) => new(new SafeSocketHandle(socket.Detach(), ownsHandle: true));

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptAsync(_cancel).ConfigureAwait(false));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The step has ended.
        }
    }

    private async Task Serve(Socket program)
    {
        try
        {
            using Socket asking = program, agent = Owned(UnixSocket.Connect(_agent));
            await Task.WhenAll(Forward(asking, agent), Forward(agent, asking)).ConfigureAwait(false);
        }
        catch (Exception gone) when (
            gone is OperationCanceledException or IOException or SocketException or SyscallException)
        {
            // One of the two is gone: the other one sees the end.
        }
    }

    // Either side may have said all and still listen.
    private async Task Forward(Socket from, Socket to)
    {
        using var source = new NetworkStream(from, ownsSocket: false);
        using var target = new NetworkStream(to, ownsSocket: false);
        await source.CopyToAsync(target, _cancel).ConfigureAwait(false);
        to.Shutdown(SocketShutdown.Send);
    }
}
