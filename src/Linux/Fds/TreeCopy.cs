// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

/// <summary>
/// A directory's content made again in another: files with their holes, directories, symlinks, devices, pipes and
/// sockets, each with owner, mode, extended attributes and time of change. Names are bytes.
/// </summary>
/// <remarks>
/// Nothing is followed: each name is opened once, with O_NOFOLLOW, and what is read is read through that descriptor, so
/// that who writes to the tree meanwhile cannot lead the copy out of it or into a device. Names of one file become
/// names of one file. Two descriptors stay open for each level.
/// </remarks>
public static class TreeCopy
{
    /// <summary>Copies what is in a directory, not the directory itself.</summary>
    /// <param name="from">A directory; O_PATH will do.</param>
    /// <param name="into">
    /// A directory in which nobody else makes names, and none of these is there yet; O_PATH will do.
    /// </param>
    /// <param name="merges">Whether directories may be there: they get the attributes of those that are copied.</param>
    /// <exception cref="SyscallException">A call failed; what was copied stays.</exception>
    public static void Content(BorrowedFd from, BorrowedFd into, bool merges = false) =>
        Content(from, into, new Made(into.Number, [], merges), []);

    /// <summary>Makes a file like another, which is no directory: its content only.</summary>
    /// <param name="source">Opened with O_PATH and O_NOFOLLOW.</param>
    /// <param name="status">What it is.</param>
    /// <param name="into">A directory.</param>
    /// <param name="name">Not there yet.</param>
    public static void File(BorrowedFd source, FileStatus status, BorrowedFd into, byte[] name)
    {
        switch (status.Type)
        {
            case FileType.Regular:
                // By way of /proc the very file is opened whose type has just been seen, whatever its name is now.
                using (OwnedFd file = At.Open(BorrowedFd.Cwd, $"/proc/self/fd/{source.Number}", O_RDONLY))
                {
                    using (OwnedFd copy = At.Open(into, name, O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR))
                        Fd.CopyContent(file, copy, status.Size);
                }
                break;
            case FileType.Symlink:
                At.Symlink(At.ReadLink(source, ""), into, name);
                break;
            default:
                At.Mknod(into, name, status.Type, S_IRUSR | S_IWUSR, status.SpecialDevice);
                break;
        }
    }

    /// <summary>
    /// Gives a file the extended attributes of another. What the other file system keeps no attributes of (EOPNOTSUPP)
    /// is left out, as cp(1) does.
    /// </summary>
    public static void Xattrs(BorrowedFd source, BorrowedFd into, byte[] name)
    {
        foreach (byte[] attribute in Fd.Xattrs(source))
        {
            if (Fd.Xattr(source, attribute) is { } value)
            {
                using OwnedFd made = At.Open(into, name, O_PATH | O_NOFOLLOW);
                Fd.SetXattr(made, attribute, value);
            }
        }
    }

    /// <summary>Where the copies of files with several names are, below the directory that the copy began in.</summary>
    private readonly record struct Made(
        int Root, Dictionary<((uint Major, uint Minor) Device, ulong Inode), byte[]> Paths, bool Merges);

    private static void Content(BorrowedFd from, BorrowedFd into, Made made, byte[] below)
    {
        using OwnedFd directory = At.Open(from, ".", O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            // Gone since the names were read: then it is no part of the content.
            using OwnedFd? source = At.OpenIfThere(directory, entry.Name, O_PATH | O_NOFOLLOW);
            if (source is not null)
                Copy(source, into, entry.Name, made, [.. below, .. entry.Name]);
        }
    }

    private static void Copy(BorrowedFd source, BorrowedFd into, byte[] name, Made made, byte[] path)
    {
        FileStatus status = Fd.Stat(source);
        bool severalNames = status is { Type: FileType.Regular, Links: > 1 } && path.Length < PATH_MAX;
        if (severalNames && made.Paths.TryGetValue((status.Device, status.Inode), out byte[]? first))
        {
            At.Link(new BorrowedFd(made.Root), first, into, name);
            return;
        }
        Make(source, status, into, name, made, path);

        // This order: a change of owner takes set-ID bits and file capabilities away (chown(2)).
        At.Chown(into, name, status.Uid, status.Gid);
        if (status.Type != FileType.Symlink)
            At.Chmod(into, name, status.Mode);
        Xattrs(source, into, name);
        At.SetModified(into, name, status.Modified);
        if (severalNames)
            made.Paths[(status.Device, status.Inode)] = path;
    }

    private static void Make(BorrowedFd source, FileStatus status, BorrowedFd into, byte[] name, Made made, byte[] path)
    {
        switch (status.Type)
        {
            case FileType.Directory:
                if (!made.Merges)
                    At.Mkdir(into, name, S_IRWXU);
                else
                    At.MkdirIfMissing(into, name, S_IRWXU);
                using (OwnedFd copy = At.Open(into, name, O_PATH | O_DIRECTORY | O_NOFOLLOW))
                    Content(source, copy, made, [.. path, (byte)'/']);
                break;
            default:
                File(source, status, into, name);
                break;
        }
    }
}
