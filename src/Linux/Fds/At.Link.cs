// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>Gives a file one more name, by linkat(2); of a symlink, to the link itself.</summary>
    /// <param name="oldDir">Where <paramref name="oldPath"/> starts.</param>
    /// <param name="oldPath">A name the file has.</param>
    /// <param name="newDir">Where <paramref name="newPath"/> starts.</param>
    /// <param name="newPath">The further name, on the same file system; EEXIST when it is taken.</param>
    public static void Link(BorrowedFd oldDir, Pathname oldPath, BorrowedFd newDir, Pathname newPath) =>
        TwoPaths(SYS.linkat, "linkat", oldDir, oldPath, newDir, newPath, 0);
}
