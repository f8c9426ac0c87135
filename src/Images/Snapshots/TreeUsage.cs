// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>How much is in a directory.</summary>
internal static class TreeUsage
{
    /// <summary>
    /// Bytes of the regular files, and the number of all names; a file with several names counts once.
    /// </summary>
    public static (long Bytes, long Files) Of(BorrowedFd directory)
    {
        long bytes = 0, files = 0;
        Add(directory, [], ref bytes, ref files);
        return (bytes, files);
    }

    private static void Add(BorrowedFd directory, HashSet<ulong> linked, ref long bytes, ref long files)
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (At.LinkStatIfThere(directory, entry.Name) is not { } status)
                continue;
            files++;
            if (status.Type == FileType.Directory)
            {
                using OwnedFd child = At.Open(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
                Add(child, linked, ref bytes, ref files);
            }
            else if (status.Type == FileType.Regular && (status.Links == 1 || linked.Add(status.Inode)))
            {
                bytes += status.Size;
            }
        }
    }
}
