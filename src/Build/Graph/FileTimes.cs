// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Graph;

/// <summary>Times of a layer's files.</summary>
internal static class FileTimes
{
    /// <summary>Gives everything in a directory that is younger than a moment that moment's time.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="latest">Seconds since 1970.</param>
    public static void Limit(string path, long latest)
    {
        using OwnedFd top = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        Limit(top, latest);
    }

    private static void Limit(BorrowedFd directory, long latest)
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            FileStatus status = At.LinkStat(directory, entry.Name);
            if (status.Type is FileType.Directory)
            {
                using OwnedFd child = At.Open(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
                Limit(child, latest);
            }

            if (status.Modified.Seconds > latest
                || (status.Modified.Seconds == latest && status.Modified.Nanoseconds > 0))
            {
                At.SetModified(directory, entry.Name, (latest, 0));
            }
        }
    }
}
