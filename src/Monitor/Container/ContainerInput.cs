// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Loop;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Container;

/// <summary>What clients send to the container: at most one piece that it has not taken yet is kept.</summary>
internal sealed class ContainerInput : IDisposable
{
    private readonly OwnedFd _fd;
    private readonly bool _isTerminal;
    private readonly Action<PollEvents> _writable;
    private byte[] _rest = [];
    private bool _ends;

    /// <param name="fd">A pipe, which is owned here, or a terminal's master side, which is not.</param>
    /// <param name="isTerminal">Which of the two.</param>
    public ContainerInput(OwnedFd fd, bool isTerminal)
    {
        (_fd, _isTerminal) = (fd, isTerminal);
        _writable = _ => WriteRest();
    }

    /// <summary>The container does not read: nothing more is to be written now.</summary>
    public bool IsBlocked => _rest.Length > 0;

    public void Ask(Waits waits)
    {
        if (IsBlocked && !_fd.IsClosed)
            waits.For(_fd, PollEvents.Writable, _writable);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_ends || _fd.IsClosed)
            return;
        if (IsBlocked)
            _rest = [.. _rest, .. bytes];
        else
            Try(bytes);
    }

    /// <summary>
    /// The container sees the end once it has read the rest. A terminal has no end but for what is typed.
    /// </summary>
    public void End()
    {
        if (_isTerminal)
            return;
        _ends = true;
        if (!IsBlocked)
            _fd.Dispose();
    }

    public void Dispose()
    {
        if (!_isTerminal)
            _fd.Dispose();
        _rest = [];
    }

    private void WriteRest()
    {
        byte[] rest = _rest;
        _rest = [];
        Try(rest);
        if (_ends && !IsBlocked)
            _fd.Dispose();
    }

    private void Try(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int count = Fd.TryWrite(_fd, bytes);
            if (count == -EAGAIN)
            {
                _rest = bytes.ToArray();
                return;
            }

            if (count < 0)
            {
                // EPIPE: the container has closed its input. What is written to a terminal nobody has open is gone.
                End();
                return;
            }

            bytes = bytes[count..];
        }
    }
}
