// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Linux.Syscalls;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using Husk.Runtime.Client;

namespace Husk.Monitor.Container;

/// <summary>The standard streams of one run of the container: three pipes, or a terminal.</summary>
internal sealed class ContainerStreams : IDisposable
{
    /// <summary>
    /// The most a pipe can be made to hold for one who may (pipe-max-size), for both: no orphan that keeps writing is
    /// heard for ever.
    /// </summary>
    private const int MostAtTheEnd = 4 << 20;

    private readonly bool _opensInput;
    private readonly byte[] _room;
    private readonly Action<LogStream, int> _sink;
    private readonly string? _consolePath;
    private readonly OwnedFd? _console;
    private OwnedFd? _master;
    private TerminalSize? _size;

    // The container's ends, open here until it has them.
    private readonly Pipe? _inputPipe, _outputPipe, _errorPipe;
    private OutputStream? _stdout, _stderr;

    /// <param name="order">Says which.</param>
    /// <param name="room">Where output is read to, behind a header's room.</param>
    /// <param name="sink">Takes what was read.</param>
    public ContainerStreams(MonitorOrder order, byte[] room, Action<LogStream, int> sink)
    {
        (_opensInput, _room, _sink) = (order.OpenStdin, room, sink);
        if (order.Terminal)
        {
            _consolePath = order.SocketPath + ".tty";
            At.UnlinkIfThere(BorrowedFd.Cwd, _consolePath);
            _console = UnixSocket.Listen(_consolePath);
            return;
        }

        if (order.OpenStdin)
            _inputPipe = Pipe.Open();
        _outputPipe = Pipe.Open();
        _errorPipe = Pipe.Open();
        ForRuntime = new StandardStreams(
            _inputPipe?.ReadEnd.Number, _outputPipe.WriteEnd.Number, _errorPipe.WriteEnd.Number);
    }

    /// <summary>What the runtime is given.</summary>
    public StandardStreams ForRuntime { get; }

    /// <summary>Where it sends the terminal; null without one.</summary>
    public string? ConsoleSocket => _consolePath;

    /// <summary>Where clients' input goes; null when it is not open.</summary>
    public ContainerInput? Input { get; private set; }

    /// <summary>The container has been started: takes this side of its streams.</summary>
    /// <exception cref="SyscallException">The runtime has sent no terminal.</exception>
    public void Connect()
    {
        if (_console is not null)
        {
            _master = ReceiveMaster();
            Fd.SetNonBlocking(_master, true);
            _stdout = new OutputStream(_master, LogStream.Stdout, isTerminal: true, _room, _sink);
            if (_opensInput)
                Input = new ContainerInput(_master, isTerminal: true);
            if (_size is { } size)
                Terminal.Resize(_master, size);
            return;
        }

        _stdout = Reader(_outputPipe!, LogStream.Stdout);
        _stderr = Reader(_errorPipe!, LogStream.Stderr);
        if (_inputPipe is not null)
        {
            _inputPipe.ReadEnd.Dispose();
            Fd.SetNonBlocking(_inputPipe.WriteEnd, true);
            Input = new ContainerInput(_inputPipe.WriteEnd, isTerminal: false);
        }
    }

    public void Ask(Waits waits, bool mayRead)
    {
        Input?.Ask(waits);
        if (!mayRead)
            return;
        _stdout?.Ask(waits);
        _stderr?.Ask(waits);
    }

    /// <summary>Sets the terminal's size, now or when there is one.</summary>
    public void Resize(TerminalSize size)
    {
        _size = size;
        if (_master is not { IsClosed: false })
            return;
        try
        {
            Terminal.Resize(_master, size);
        }
        catch (SyscallException)
        {
            // A terminal that nobody has open any more: it will be closed here too.
        }
    }

    /// <summary>
    /// Reads what the process has left, once it has ended: everything it wrote is in the pipes and the terminal by
    /// then.
    /// </summary>
    public void Drain()
    {
        for (int read = 0; read < MostAtTheEnd && (_stdout?.Read() == true | _stderr?.Read() == true);)
            read += _room.Length;
    }

    public void Dispose()
    {
        Input?.Dispose();
        _stdout?.Dispose();
        _stderr?.Dispose();
        _inputPipe?.Dispose();
        _outputPipe?.Dispose();
        _errorPipe?.Dispose();
        _master?.Dispose();
        CloseConsole();
    }

    private OutputStream Reader(Pipe pipe, LogStream stream)
    {
        pipe.WriteEnd.Dispose();
        Fd.SetNonBlocking(pipe.ReadEnd, true);
        return new OutputStream(pipe.ReadEnd, stream, isTerminal: false, _room, _sink);
    }

    private OwnedFd ReceiveMaster()
    {
        using OwnedFd connection = UnixSocket.TryAccept(_console!)
            ?? throw new SyscallException($"accept4({Strace.Quote(_consolePath!)})", Abi.EAGAIN);
        Span<byte> name = stackalloc byte[256];
        (_, OwnedFd[] fds) = UnixSocket.ReceiveFds(connection, name);
        CloseConsole();
        return fds.Length == 1 ? fds[0] : throw new SyscallException("recvmsg(a terminal)", Abi.EBADMSG);
    }

    private void CloseConsole()
    {
        if (_console is not { IsClosed: false })
            return;
        At.UnlinkIfThere(BorrowedFd.Cwd, _consolePath!);
        _console.Dispose();
    }
}
