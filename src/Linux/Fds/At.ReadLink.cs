// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>
    /// What a symlink says, by readlinkat(2); an empty path means the link that <paramref name="dir"/> is open on.
    /// </summary>
    public static byte[] ReadLink(BorrowedFd dir, Pathname path)
    {
        Span<byte> target = stackalloc byte[PATH_MAX];
        int length = TryReadLink(dir, path, target);
        return length >= 0 ? target[..length].ToArray() : throw Failed("readlinkat", dir, path, length);
    }

    /// <summary>Writes a symlink's target into <paramref name="target"/>; its length, or minus the errno.</summary>
    internal static int TryReadLink(BorrowedFd dir, Pathname path, Span<byte> target)
    {
        fixed (byte* buffer = target)
            return (int)Call(SYS.readlinkat, dir, path, (nint)buffer, target.Length);
    }

    /// <summary>
    /// Makes a symlink at <paramref name="path"/> that says <paramref name="target"/>, by symlinkat(2).
    /// </summary>
    public static void Symlink(Pathname target, BorrowedFd dir, Pathname path)
    {
        Span<byte> content = stackalloc byte[target.Room];
        Span<byte> name = stackalloc byte[path.Room];
        int bad = Math.Max(target.Terminate(content), path.Terminate(name));
        // Both are on this method's stack.
        fixed (byte* from = content, to = name)
        {
            nint result = bad != 0 ? -bad : Kernel.Wait(SYS.symlinkat, (nint)from, dir.Number, (nint)to);
            if (result < 0)
            {
                throw new SyscallException(
                    $"symlinkat({target.ToString()}, {Strace.Descriptor(dir)}, {path.ToString()})", (int)-result);
            }
        }
    }
}
