// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// The names in a directory, <c>.</c> and <c>..</c> left out, in the order of the file system, by getdents64(2).
    /// Reading starts at the top each time, so the descriptor's offset is moved.
    /// </summary>
    public static List<DirectoryEntry> ReadDirectory(BorrowedFd directory)
    {
        nint result = Kernel.Wait(SYS.lseek, directory.Number, 0, SEEK_SET);
        var entries = new List<DirectoryEntry>();
        Span<byte> buffer = stackalloc byte[8192];
        while (result >= 0)
        {
            fixed (byte* pointer = buffer)
                result = Kernel.Wait(SYS.getdents64, directory.Number, (nint)pointer, buffer.Length);
            // A directory that was removed meanwhile has no entries any more, and says ENOENT (getdents64(2)).
            if (result is 0 or -ENOENT)
                return entries;
            for (Span<byte> rest = buffer[..(int)Math.Max(result, 0)]; !rest.IsEmpty;)
                rest = rest[Parse(rest, entries)..];
        }
        throw new SyscallException($"getdents64({Strace.Descriptor(directory)})", (int)-result);
    }

    // struct linux_dirent64, getdents64(2): d_ino, d_off (8 bytes each), d_reclen (2), d_type (1), d_name up to its
    // NUL.
    private static int Parse(ReadOnlySpan<byte> record, List<DirectoryEntry> entries)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(record[16..]);
        ReadOnlySpan<byte> name = record[19..length];
        name = name[..name.IndexOf((byte)0)];
        if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
        {
            ulong inode = BinaryPrimitives.ReadUInt64LittleEndian(record);
            entries.Add(new DirectoryEntry(name.ToArray(), (FileType)record[18], inode));
        }
        return length;
    }
}
