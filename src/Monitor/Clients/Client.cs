// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;
using Husk.Monitor.Loop;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Clients;

/// <summary>Somebody connected: the starter, or who attaches, waits or asks.</summary>
internal sealed class Client : IDisposable
{
    private const int SpareRoom = 4096;

    private readonly OwnedFd _socket;
    private readonly FrameReader _reader = new();
    private readonly Action<PollEvents> _came;
    // Made for the first that does not fit, and kept: who was behind once will be again, and each anew would be
    // garbage.
    private byte[] _unsent = [];
    private int _unsentLength;
    private bool _inputEnded;
    private bool _mayRead;

    public Client(OwnedFd socket, bool isStarter)
    {
        (_socket, IsStarter) = (socket, isStarter);
        _came = Came;
    }

    /// <summary>It started this monitor: the one that may say so.</summary>
    public bool IsStarter { get; }

    /// <summary>It gets what the container writes to one of these.</summary>
    public bool WantsStdout { get; private set; }

    public bool WantsStderr { get; private set; }

    /// <summary>What it sends is for the container.</summary>
    public bool GivesStdin { get; private set; }

    /// <summary>It wants to clean up itself.</summary>
    public bool CleansUp { get; set; }

    /// <summary>What leaves a terminal; null where there is none.</summary>
    public DetachFilter? Filter { get; private set; }

    /// <summary>It has hung up, or was cut off.</summary>
    public bool IsGone { get; private set; }

    /// <summary>What it has not read yet does not fit into its socket.</summary>
    public bool IsBehind => _unsentLength > 0 && !IsGone;

    /// <summary>Something was read from it that has not been looked at.</summary>
    public bool HasInput { get; private set; }

    public void Attach(AttachRequest request, bool takesInput, bool isTerminal)
    {
        (WantsStdout, WantsStderr) = (request.Stdout, request.Stderr);
        GivesStdin = request.Stdin && takesInput;
        Filter = isTerminal ? new DetachFilter(DetachKeys.Parse(request.DetachKeys)) : null;
    }

    /// <summary>It keeps its connection, and is told of the end.</summary>
    public void Detach() => (WantsStdout, WantsStderr, GivesStdin) = (false, false, false);

    /// <param name="waits">The next wait.</param>
    /// <param name="mayRead">False while the container takes no more input.</param>
    public void Ask(Waits waits, bool mayRead)
    {
        _mayRead = mayRead;
        PollEvents wanted = (mayRead && !_inputEnded ? PollEvents.Readable : 0) | (IsBehind ? PollEvents.Writable : 0);
        // One that is not listened to would tell of its end again and again (poll(2), POLLHUP).
        if (wanted != 0 || mayRead)
            waits.For(_socket, wanted, _came);
    }

    /// <summary>Sends a frame, or keeps what does not fit.</summary>
    public void Send(FrameKind kind, ReadOnlySpan<byte> payload = default) => Send(Frame.Write(kind, payload));

    /// <summary>Sends a whole frame, header and payload.</summary>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (!IsBehind)
            frame = frame[Sent(frame)..];
        if (frame.IsEmpty || IsGone)
            return;
        if (_unsent.Length < _unsentLength + frame.Length)
            Array.Resize(ref _unsent, Math.Max(_unsentLength + frame.Length, _unsent.Length + SpareRoom));
        frame.CopyTo(_unsent.AsSpan(_unsentLength));
        _unsentLength += frame.Length;
    }

    /// <summary>Takes the next frame that has come whole.</summary>
    /// <exception cref="ProtocolException">It sends something else.</exception>
    public bool TryTake(out FrameKind kind, out ReadOnlySpan<byte> payload)
    {
        HasInput = _reader.TryTake(out kind, out payload);
        return HasInput;
    }

    /// <summary>
    /// Whether it has just said that there is no more input: by shutting its side of the connection down.
    /// </summary>
    public bool TakeEndOfInput()
    {
        bool ended = _inputEnded && GivesStdin && !HasInput;
        GivesStdin &= !ended;
        return ended;
    }

    /// <summary>It will send no more for the container.</summary>
    public void EndInput() => GivesStdin = false;

    public void CutOff()
    {
        IsGone = true;
        Detach();
    }

    public void Dispose() => _socket.Dispose();

    private void Came(PollEvents events)
    {
        if ((events & PollEvents.Writable) != 0)
            SendRest();
        if ((events & (PollEvents.Readable | PollEvents.HungUp | PollEvents.Error)) != 0 && !_inputEnded && _mayRead)
            Read();
        // Both directions are closed, which no half-close does (unix_poll in net/unix/af_unix.c).
        if (_inputEnded && (events & (PollEvents.HungUp | PollEvents.Error)) != 0)
            IsGone = true;
    }

    private void Read()
    {
        Span<byte> room = _reader.Room;
        int count = Fd.TryRead(_socket, room);
        if (count > 0)
        {
            _reader.Filled(count);
            HasInput = true;
        }
        else if (count is not -EAGAIN)
        {
            _inputEnded = true;
        }
    }

    private void SendRest()
    {
        int sent = Sent(_unsent.AsSpan(0, _unsentLength));
        _unsent.AsSpan(sent.._unsentLength).CopyTo(_unsent);
        _unsentLength -= sent;
    }

    private int Sent(ReadOnlySpan<byte> bytes)
    {
        int sent = 0;
        while (sent < bytes.Length)
        {
            int count = Fd.TryWrite(_socket, bytes[sent..]);
            if (count == -EAGAIN)
                break;
            if (count < 0)
            {
                IsGone = true;
                return bytes.Length;
            }

            sent += count;
        }

        return sent;
    }
}
