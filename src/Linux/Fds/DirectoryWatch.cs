// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// Tells when something in a directory changed: a file was written to, made, renamed into place or removed
/// (inotify(7)). What happened between two waits is not lost, but told once.
/// </summary>
public sealed unsafe class DirectoryWatch : IDisposable
{
    private const int Wanted = IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_ONLYDIR;

    private readonly OwnedFd _queue;

    /// <summary>Begins to watch.</summary>
    /// <param name="directory">Its path.</param>
    public DirectoryWatch(Pathname directory)
    {
        nint opened = Kernel.Call(SYS.inotify_init1, IN_CLOEXEC | IN_NONBLOCK);
        if (opened < 0)
            throw new SyscallException("inotify_init1(IN_CLOEXEC|IN_NONBLOCK)", (int)-opened);
        _queue = new OwnedFd((int)opened);
        Span<byte> room = stackalloc byte[directory.Room];
        int bad = directory.Terminate(room);
        nint result = -bad;
        // The path is on this method's stack.
        fixed (byte* path = room)
        {
            if (bad == 0)
                result = Kernel.Wait(SYS.inotify_add_watch, _queue.Number, (nint)path, Wanted);
        }

        if (result >= 0)
            return;
        _queue.Dispose();
        throw new SyscallException($"inotify_add_watch({directory.ToString()})", (int)-result);
    }

    /// <summary>Waits for a change since the last wait; false when the time ran out.</summary>
    public bool Wait(TimeSpan? timeout = null)
    {
        if (!Poll.UntilReadable(_queue, timeout))
            return false;
        // What happened does not matter, only that it did: who waits looks for himself.
        Span<byte> events = stackalloc byte[4096];
        while (Fd.TryRead(_queue, events) > 0)
        {
        }

        return true;
    }

    public void Dispose() => _queue.Dispose();
}
