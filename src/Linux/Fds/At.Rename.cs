// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>Renames by renameat2(2); what had the new name is replaced in the same instant.</summary>
    /// <param name="oldDir">Where <paramref name="oldPath"/> starts.</param>
    /// <param name="oldPath">What to rename.</param>
    /// <param name="newDir">Where <paramref name="newPath"/> starts.</param>
    /// <param name="newPath">The new name, on the same file system.</param>
    /// <param name="flags">RENAME_* (linux/fs.h): RENAME_NOREPLACE makes an existing name EEXIST.</param>
    public static void Rename(
        BorrowedFd oldDir, Pathname oldPath, BorrowedFd newDir, Pathname newPath, int flags = 0) =>
        TwoPaths(SYS.renameat2, "renameat2", oldDir, oldPath, newDir, newPath, flags);

    private static void TwoPaths(
        int number, string call, BorrowedFd oldDir, Pathname oldPath, BorrowedFd newDir, Pathname newPath, int flags)
    {
        Span<byte> oldName = stackalloc byte[oldPath.Room];
        Span<byte> newName = stackalloc byte[newPath.Room];
        int bad = Math.Max(oldPath.Terminate(oldName), newPath.Terminate(newName));
        // Both are on this method's stack.
        fixed (byte* from = oldName, to = newName)
        {
            nint result = bad != 0
                ? -bad
                : Kernel.Wait(number, oldDir.Number, (nint)from, newDir.Number, (nint)to, flags);
            if (result < 0)
            {
                string source = $"{Strace.Descriptor(oldDir)}, {oldPath.ToString()}";
                string target = $"{Strace.Descriptor(newDir)}, {newPath.ToString()}";
                throw new SyscallException($"{call}({source}, {target})", (int)-result);
            }
        }
    }
}
