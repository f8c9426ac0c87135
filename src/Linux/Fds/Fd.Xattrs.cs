// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Unicode;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class Fd
{
    /// <summary>
    /// The names of a file's extended attributes, with their namespaces: <c>user.note</c>. None where the file system
    /// has no such thing. As far as the caller may see them (xattr(7)).
    /// </summary>
    /// <remarks>
    /// All three verbs go through /proc/self/fd, so they also take a descriptor opened with O_PATH: of a symlink, a
    /// device. The f*xattr(2) calls answer EBADF to those.
    /// </remarks>
    public static List<byte[]> Xattrs(BorrowedFd fd)
    {
        var names = new List<byte[]>();
        byte[] buffer = [];
        nint length = -ERANGE;
        while (length == -ERANGE)
        {
            length = List(fd, []);
            if (length <= 0)
                break;
            buffer = new byte[length];
            length = List(fd, buffer);
        }
        if (length == -EOPNOTSUPP)
            return names;
        if (length < 0)
            throw XattrFailed("listxattr", fd, "", length);
        for (ReadOnlySpan<byte> rest = buffer.AsSpan(0, (int)length); !rest.IsEmpty;)
        {
            int end = rest.IndexOf((byte)0);
            names.Add(rest[..end].ToArray());
            rest = rest[(end + 1)..];
        }
        return names;
    }

    /// <summary>An extended attribute's value, or null when the file has none of that name (ENODATA), or its file system
    /// keeps none of that namespace (EOPNOTSUPP).</summary>
    public static byte[]? Xattr(BorrowedFd fd, Pathname name)
    {
        byte[] value = [];
        nint length = -ERANGE;
        while (length == -ERANGE)
        {
            length = XattrCall(SYS.getxattr, fd, name, null, 0);
            if (length <= 0)
                break;
            value = new byte[length];
            fixed (byte* room = value)
                length = XattrCall(SYS.getxattr, fd, name, room, value.Length);
        }
        return length switch
        {
            >= 0 => value[..(int)length],
            -ENODATA or -EOPNOTSUPP => null,
            _ => throw XattrFailed("getxattr", fd, name, length),
        };
    }

    /// <summary>
    /// Sets an extended attribute; false where the file system does not keep any of that namespace (EOPNOTSUPP).
    /// </summary>
    public static bool SetXattr(BorrowedFd fd, Pathname name, ReadOnlySpan<byte> value)
    {
        nint result;
        fixed (byte* content = value)
            result = XattrCall(SYS.setxattr, fd, name, content, value.Length);
        return result switch
        {
            >= 0 => true,
            -EOPNOTSUPP => false,
            _ => throw XattrFailed("setxattr", fd, name, result),
        };
    }

    private static nint List(BorrowedFd fd, Span<byte> buffer)
    {
        Span<byte> path = stackalloc byte[ProcPathRoom];
        ProcPath(fd, path);
        // The path is on this method's stack.
        fixed (byte* file = path, room = buffer)
            return Kernel.Wait(SYS.listxattr, (nint)file, (nint)room, buffer.Length);
    }

    /// <summary>getxattr or setxattr(path, name, buffer, size, 0).</summary>
    private static nint XattrCall(int number, BorrowedFd fd, Pathname name, byte* value, int length)
    {
        Span<byte> path = stackalloc byte[ProcPathRoom];
        ProcPath(fd, path);
        Span<byte> attribute = stackalloc byte[name.Room];
        int bad = name.Terminate(attribute);
        if (bad != 0)
            return -bad;
        // Both are on this method's stack, the value is pinned by the caller.
        fixed (byte* file = path, key = attribute)
            return Kernel.Wait(number, (nint)file, (nint)key, (nint)value, length);
    }

    private const int ProcPathRoom = 32;

    private static void ProcPath(BorrowedFd fd, Span<byte> path)
    {
        path.Clear();
        Utf8.TryWrite(path, CultureInfo.InvariantCulture, $"/proc/self/fd/{fd.Number}", out _);
    }

    private static SyscallException XattrFailed(string call, BorrowedFd fd, Pathname name, nint result) =>
        new($"{call}({Strace.Descriptor(fd)}, {name.ToString()})", (int)-result);
}
