// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// Waits for events on many descriptors (epoll(7)). It is a descriptor itself, which is readable when one of its has an
/// event, so that it can be a part of somebody else's wait.
/// </summary>
public sealed unsafe class Epoll : IDisposable
{
    private const int MostAtOnce = 64;

    /// <summary>On x86-64 the kernel packs struct epoll_event (linux/eventpoll.h, EPOLL_PACKED).</summary>
    private static readonly (int Size, int DataAt) Layout = RuntimeInformation.ProcessArchitecture == Architecture.X64
        ? (sizeof(epoll_event_x86_64), 4)
        : (sizeof(epoll_event_aarch64), 8);

    private readonly byte[] _events = new byte[MostAtOnce * Layout.Size];

    public Epoll()
    {
        nint number = Kernel.Call(SYS.epoll_create1, EPOLL_CLOEXEC);
        Descriptor = number >= 0
            ? new OwnedFd((int)number)
            : throw new SyscallException("epoll_create1(EPOLL_CLOEXEC)", (int)-number);
    }

    public OwnedFd Descriptor { get; }

    /// <param name="fd">Whose events are wanted; closing it takes it out again.</param>
    /// <param name="events">EPOLLIN, EPOLLOUT.</param>
    /// <param name="key">What <see cref="Take"/> names it by.</param>
    public void Add(BorrowedFd fd, int events, int key) => Control(EPOLL_CTL_ADD, fd, events, key);

    /// <summary>Waits for other events of a descriptor than before.</summary>
    public void Change(BorrowedFd fd, int events, int key) => Control(EPOLL_CTL_MOD, fd, events, key);

    /// <summary>What has come, without waiting.</summary>
    /// <param name="keys">Takes the keys of the descriptors that have events.</param>
    /// <returns>How many.</returns>
    public int Take(Span<int> keys)
    {
        nint count;
        // Pinned for the call.
        fixed (byte* events = _events)
        {
            int most = Math.Min(keys.Length, MostAtOnce);
            count = Kernel.Call(SYS.epoll_pwait, Descriptor.Number, (nint)events, most, 0, 0, 8);
        }

        if (count == -EINTR)
            return 0;
        if (count < 0)
            throw new SyscallException($"epoll_pwait({Descriptor.Number})", (int)-count);
        for (int i = 0; i < count; i++)
            keys[i] = BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan(i * Layout.Size + Layout.DataAt));
        return (int)count;
    }

    public void Dispose() => Descriptor.Dispose();

    private void Control(int operation, BorrowedFd fd, int events, int key)
    {
        Span<byte> wanted = stackalloc byte[16];
        wanted.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(wanted, events);
        BinaryPrimitives.WriteInt32LittleEndian(wanted[Layout.DataAt..], key);
        nint result;
        // On this method's stack.
        fixed (byte* pointer = wanted)
            result = Kernel.Call(SYS.epoll_ctl, Descriptor.Number, operation, fd.Number, (nint)pointer);
        if (result < 0)
            throw new SyscallException($"epoll_ctl({Descriptor.Number}, {operation}, {fd.Number})", (int)-result);
    }
}
