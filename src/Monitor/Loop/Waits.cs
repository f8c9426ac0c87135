// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux;

namespace Husk.Monitor.Loop;

/// <summary>
/// One wait after the other, in the one thread there is. What is waited for is asked anew each time, from the state
/// that says so: nothing can be forgotten in a kernel's list, nor woken for after it was closed. A monitor has a dozen
/// descriptors at most, for which poll(2) does as well as epoll(7).
/// </summary>
internal sealed class Waits
{
    private PollEntry[] _entries = new PollEntry[8];
    private OwnedFd?[] _fds = new OwnedFd?[8];
    private Action<PollEvents>[] _handlers = new Action<PollEvents>[8];
    private int _count;
    private long _deadline = long.MaxValue;

    /// <summary>Milliseconds of a clock that nobody sets.</summary>
    public static long Now => Environment.TickCount64;

    /// <summary>Waits for events on a descriptor in the next <see cref="Once"/>, and in no later one.</summary>
    /// <param name="fd">An open descriptor.</param>
    /// <param name="wanted">Beside errors and the end, which come unasked.</param>
    /// <param name="handler">Called with what came, unless an earlier handler has closed the descriptor.</param>
    public void For(OwnedFd fd, PollEvents wanted, Action<PollEvents> handler) =>
        Add(new PollEntry(fd, wanted), fd, handler);

    /// <summary>Waits for what somebody else holds open until after the next <see cref="Once"/>.</summary>
    public void For(PollEntry entry, Action<PollEvents> handler) => Add(entry, null, handler);

    /// <summary>Waits no longer than until that moment of <see cref="Now"/>.</summary>
    public void Until(long? moment) => _deadline = Math.Min(_deadline, moment ?? long.MaxValue);

    /// <summary>Waits for the first event or moment, and calls the handlers of all that came.</summary>
    public void Once()
    {
        // A second more than never comes: the kernel's seconds are no longer than a long, and TimeSpan's ticks are.
        TimeSpan? timeout = _deadline == long.MaxValue ? null : TimeSpan.FromMilliseconds(Math.Max(0, _deadline - Now));
        int came = Poll.Wait(_entries.AsSpan(0, _count), timeout);
        int count = _count;
        (_count, _deadline) = (0, long.MaxValue);
        for (int i = 0; i < count && came > 0; i++)
        {
            PollEvents events = _entries[i].Came;
            if (events == PollEvents.None)
                continue;
            came--;
            if (_fds[i] is not { IsClosed: true })
                _handlers[i](events);
        }

        Array.Clear(_fds);
    }

    private void Add(PollEntry entry, OwnedFd? fd, Action<PollEvents> handler)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
            Array.Resize(ref _fds, _count * 2);
            Array.Resize(ref _handlers, _count * 2);
        }

        _entries[_count] = entry;
        _fds[_count] = fd;
        _handlers[_count++] = handler;
    }
}
