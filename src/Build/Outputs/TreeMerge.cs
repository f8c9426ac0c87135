// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Outputs;

/// <summary>A tree put over another: directories become one, everything else is replaced.</summary>
internal static class TreeMerge
{
    public static void Content(BorrowedFd from, BorrowedFd into)
    {
        MakeWay(from, into);
        TreeCopy.Content(from, into, merges: true);
    }

    private static void MakeWay(BorrowedFd from, BorrowedFd into)
    {
        using OwnedFd directory = At.Open(from, ".", O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (At.LinkStatIfThere(into, entry.Name) is not { } there)
                continue;
            FileStatus status = At.LinkStat(directory, entry.Name);
            if (status.Type != FileType.Directory || there.Type != FileType.Directory)
            {
                At.RemoveTree(into, entry.Name);
                continue;
            }

            using OwnedFd left = At.Open(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            using OwnedFd right = At.Open(into, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            MakeWay(left, right);
        }
    }
}
