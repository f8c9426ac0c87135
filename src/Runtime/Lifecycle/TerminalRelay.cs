// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// Between the caller's terminal and the process's: raw on this side, as the other side does the line editing, and of
/// the same size.
/// </summary>
internal sealed class TerminalRelay : IDisposable
{
    private readonly OwnedFd _master;
    private readonly TerminalMode? _before;
    private readonly byte[] _typed = new byte[4096];
    private readonly byte[] _printed = new byte[16384];
    private int _typedStart;
    private int _typedEnd;
    private bool _inputEnded;
    private bool _outputEnded;

    public TerminalRelay(OwnedFd master)
    {
        _master = master;
        Fd.SetNonBlocking(master, true);
        if (Terminal.Is(BorrowedFd.StandardInput))
        {
            TerminalMode mode = TerminalMode.Of(BorrowedFd.StandardInput);
            _before = mode;
            mode.Raw().ApplyTo(BorrowedFd.StandardInput);
        }

        Resize();
    }

    public void Resize()
    {
        if (Terminal.Is(BorrowedFd.StandardInput))
        {
            Terminal.Resize(_master, Terminal.Size(BorrowedFd.StandardInput));
        }
    }

    /// <summary>Says what to wait for; returns how many entries it used, at most two.</summary>
    public int Prepare(Span<PollEntry> entries)
    {
        bool pending = _typedEnd > _typedStart;
        PollEvents master =
            (_outputEnded ? PollEvents.None : PollEvents.Readable) | (pending ? PollEvents.Writable : PollEvents.None);
        entries[0] = new PollEntry(_outputEnded ? new BorrowedFd(-1) : _master, master);
        entries[1] = new PollEntry(
            _inputEnded || pending ? new BorrowedFd(-1) : BorrowedFd.StandardInput, PollEvents.Readable);
        return 2;
    }

    /// <summary>Copies what came.</summary>
    public void Copy(ReadOnlySpan<PollEntry> entries)
    {
        if (entries[0].Came.HasFlag(PollEvents.Readable) || entries[0].Came.HasFlag(PollEvents.HungUp))
        {
            CopyOutput();
        }

        if (entries[1].Came != 0)
        {
            ReadInput();
        }

        CopyInput();
    }

    /// <summary>What the process printed before it ended.</summary>
    public void Drain()
    {
        while (!_outputEnded && CopyOutput())
        {
        }
    }

    public void Dispose() => _before?.ApplyTo(BorrowedFd.StandardInput);

    private void ReadInput()
    {
        _typedStart = 0;
        try
        {
            _typedEnd = Fd.Read(BorrowedFd.StandardInput, _typed);
        }
        catch (SyscallException e) when (e.Errno == Linux.Syscalls.Abi.EIO)
        {
            // The caller is in the background of its terminal, where nobody types for it (read(2), EIO): the process
            // goes on without.
            (_typedEnd, _inputEnded) = (0, true);
            return;
        }

        _inputEnded = _typedEnd == 0;
        if (_inputEnded)
        {
            // What a terminal says at the end of input: ^D (termios(3), VEOF).
            (_typed[0], _typedEnd) = (4, 1);
        }
    }

    private bool CopyOutput()
    {
        try
        {
            int length = Fd.Read(_master, _printed);
            _outputEnded = length == 0;
            Fd.WriteAll(BorrowedFd.StandardOutput, _printed.AsSpan(0, length));
            return length > 0;
        }
        catch (SyscallException e) when (e.Errno == Linux.Syscalls.Abi.EAGAIN)
        {
            return false;
        }
        catch (SyscallException e) when (e.Errno == Linux.Syscalls.Abi.EIO)
        {
            // No process has the other side open any more (pty(7)).
            _outputEnded = true;
            return false;
        }
    }

    private void CopyInput()
    {
        if (_typedEnd <= _typedStart)
        {
            return;
        }

        try
        {
            Fd.WriteOnce(_master, _typed.AsSpan(_typedStart, Math.Min(_typedEnd - _typedStart, 256)));
            _typedStart += Math.Min(_typedEnd - _typedStart, 256);
        }
        catch (SyscallException e) when (e.Errno == Linux.Syscalls.Abi.EAGAIN)
        {
            return; // the process does not read at the moment
        }
        catch (SyscallException e) when (e.Errno == Linux.Syscalls.Abi.EIO)
        {
            _typedStart = _typedEnd;
        }
    }
}
