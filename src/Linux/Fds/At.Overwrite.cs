// SPDX-License-Identifier: Apache-2.0
using System;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>
    /// Puts a text in place as <see cref="AtomicWrite"/>; where there is no room for another file (ENOSPC, EDQUOT),
    /// over what the file has now: what it occupies it keeps. For texts of less than a page, which one write(2)
    /// replaces, and which may end with spaces.
    /// </summary>
    /// <param name="dir">The directory.</param>
    /// <param name="name">The file's name in it.</param>
    /// <param name="text">What the file will hold; spaces after it up to the length that it had.</param>
    /// <param name="mode">The permission bits of a new file.</param>
    public static void AtomicWriteOrOverwrite(BorrowedFd dir, Pathname name, scoped ReadOnlySpan<byte> text, uint mode)
    {
        try
        {
            AtomicWrite(dir, name, text, mode);
        }
        catch (SyscallException full) when (full.Errno is ENOSPC or EDQUOT)
        {
            using OwnedFd? file = OpenIfThere(dir, name, O_WRONLY | O_NOFOLLOW);
            if (file is null)
                throw;
            var padded = new byte[Math.Max(text.Length, Fd.Stat(file).Size)];
            padded.AsSpan().Fill((byte)' ');
            text.CopyTo(padded);
            Fd.WriteAll(file, padded);
        }
    }
}
