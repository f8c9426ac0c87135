// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>A file without a name, in memory (memfd_create(2)).</summary>
public static unsafe class MemFd
{
    /// <summary>Opens an empty one, close-on-exec, that can be sealed.</summary>
    /// <param name="name">What /proc shows behind <c>memfd:</c>; at most 249 bytes.</param>
    /// <param name="flags">MFD_EXEC, MFD_NOEXEC_SEAL (since Linux 6.3).</param>
    public static OwnedFd Create(Pathname name, int flags = 0)
    {
        Span<byte> room = stackalloc byte[name.Room];
        int bad = name.Terminate(room);
        nint result = -bad;
        // The name is on this method's stack.
        fixed (byte* pointer = room)
        {
            if (bad == 0)
                result = Kernel.Wait(SYS.memfd_create, (nint)pointer, flags | MFD_CLOEXEC | MFD_ALLOW_SEALING);
        }
        return result >= 0
            ? new OwnedFd((int)result)
            : throw new SyscallException($"memfd_create({name.ToString()})", (int)-result);
    }

    /// <summary>
    /// Forbids for good what the seals say: F_SEAL_* (fcntl(2)). F_SEAL_WRITE is EBUSY while a writable mapping lives.
    /// </summary>
    public static void Seal(BorrowedFd file, int seals)
    {
        nint result = Kernel.Call(SYS.fcntl, file.Number, F_ADD_SEALS, seals);
        if (result < 0)
            throw new SyscallException($"fcntl({Strace.Descriptor(file)}, F_ADD_SEALS, 0x{seals:x})", (int)-result);
    }

    /// <summary>The seals a file has; EINVAL on a file that cannot have any.</summary>
    public static int Seals(BorrowedFd file)
    {
        nint result = Kernel.Call(SYS.fcntl, file.Number, F_GET_SEALS);
        return result >= 0
            ? (int)result
            : throw new SyscallException($"fcntl({Strace.Descriptor(file)}, F_GET_SEALS)", (int)-result);
    }
}
