// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>A descriptor is held for each level, and 1024 is what most processes may have.</summary>
    private const int DeepestRemoval = 100;

    /// <summary>Removes a name that is not a directory, by unlinkat(2).</summary>
    public static void Unlink(BorrowedFd dir, Pathname path)
    {
        nint result = Call(SYS.unlinkat, dir, path);
        if (result < 0)
            throw Failed("unlinkat", dir, path, result);
    }

    /// <summary>As <see cref="Unlink"/>; false when there was no such name (ENOENT).</summary>
    public static bool UnlinkIfThere(BorrowedFd dir, Pathname path)
    {
        nint result = Call(SYS.unlinkat, dir, path);
        return result switch
        {
            >= 0 => true,
            -ENOENT => false,
            _ => throw Failed("unlinkat", dir, path, result),
        };
    }

    /// <summary>Removes an empty directory, by unlinkat(2) with AT_REMOVEDIR.</summary>
    public static void Rmdir(BorrowedFd dir, Pathname path)
    {
        nint result = Call(SYS.unlinkat, dir, path, AT_REMOVEDIR);
        if (result < 0)
            throw Failed("unlinkat", dir, path, result, ", AT_REMOVEDIR");
    }

    /// <summary>
    /// Removes a directory and what is in it; false when there was no such name. Symlinks are removed, never followed:
    /// each level is opened with O_NOFOLLOW below the descriptor of the level above. A mount inside stops it (EBUSY).
    /// A tree may be deeper than a process can have descriptors: what is further down is first moved up.
    /// </summary>
    public static bool RemoveTree(BorrowedFd dir, Pathname path)
    {
        nint result = Call(SYS.unlinkat, dir, path);
        if (result >= 0)
            return true;
        if (result == -ENOENT)
            return false;
        // unlink(2), ERRORS: EISDIR is Linux's word for a directory, EPERM that of POSIX and of some file systems.
        if (result is not (-EISDIR or -EPERM))
            throw Failed("unlinkat", dir, path, result);
        using (OwnedFd directory = Open(dir, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
        {
            int moved;
            do
            {
                moved = 0;
                RemoveContent(directory, directory, 0, ref moved);
            }
            while (moved > 0);
        }
        Rmdir(dir, path);
        return true;
    }

    private static void RemoveContent(BorrowedFd top, BorrowedFd directory, int depth, ref int moved)
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            nint result = Call(SYS.unlinkat, directory, entry.Name);
            if (result is >= 0 or -ENOENT)
                continue;
            if (result is not (-EISDIR or -EPERM))
                throw Failed("unlinkat", directory, entry.Name, result);
            if (depth == DeepestRemoval)
            {
                Rename(directory, entry.Name, top, TemporaryPrefix + RandomName());
                moved++;
                continue;
            }
            using (OwnedFd child = Open(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
                RemoveContent(top, child, depth + 1, ref moved);
            Rmdir(directory, entry.Name);
        }
    }
}
