// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Images.Layers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Tar;

/// <summary>
/// Makes the files of a tar archive in a directory. No entry leads out of it: a name's way is opened with
/// RESOLVE_IN_ROOT, and what stands at its end is not followed (CVE-2018-15664, CVE-2019-14271).
/// </summary>
/// <param name="root">The directory.</param>
/// <param name="owners">Whether files get the archive's owners.</param>
/// <param name="owner">Whose all of them are instead.</param>
public sealed class TreeUnpacker(OwnedFd root, bool owners, (uint Uid, uint Gid)? owner = null)
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private readonly List<(byte[] Path, TarEntry Entry)> _directories = [];

    /// <param name="stream">Plain; stays open.</param>
    /// <exception cref="ImageException">It is no archive, or an entry cannot be made.</exception>
    public void Unpack(Stream stream)
    {
        var archive = new TarReader(stream);
        try
        {
            while (archive.Next() is { } entry)
                Make(entry, archive);
        }
        catch (TarFormatException e)
        {
            throw new ImageException(ImageFault.InvalidArgument, $"Error processing tar file: {e.Message}");
        }
        // Last, and the deepest first: what is made in a directory changes its time, and may need more than its mode
        // allows.
        _directories.Reverse();
        foreach ((byte[] path, TarEntry entry) in _directories)
        {
            using OwnedFd? directory = Open(path);
            if (directory is not null)
                Finish(directory, "."u8.ToArray(), entry);
        }
    }

    private void Make(TarEntry entry, TarReader archive)
    {
        string text = Encoding.Latin1.GetString(entry.Name);
        string[] parts = [.. text.Split('/').Where(part => part is not ("" or "."))];
        if (parts.Contains(".."))
        {
            throw new ImageException(
                ImageFault.InvalidArgument, $"Error processing tar file: {entry.Shown} leads out of the directory");
        }
        byte[] whole = Encoding.Latin1.GetBytes(string.Join('/', parts));
        if (parts.Length == 0)
        {
            _directories.Add(("."u8.ToArray(), entry));
            return;
        }
        byte[] name = Encoding.Latin1.GetBytes(parts[^1]);
        using OwnedFd parent = Parent(Encoding.Latin1.GetBytes(string.Join('/', parts[..^1])));
        if (entry.Type is TarEntryType.Directory)
        {
            MakeDirectory(parent, name, entry);
            _directories.Add((whole, entry));
            return;
        }
        MakeWay(parent, name, entry);
        switch (entry.Type)
        {
            case TarEntryType.Regular:
                MakeFile(parent, name, entry, archive);
                return;
            case TarEntryType.HardLink:
                string[] target =
                    [.. Encoding.Latin1.GetString(entry.LinkName).Split('/').Where(part => part is not ("" or "."))];
                if (target.Length == 0 || target.Contains(".."))
                {
                    throw new ImageException(
                        ImageFault.InvalidArgument, $"Error processing tar file: invalid hard link {entry.Shown}");
                }
                using (OwnedFd from = Parent(Encoding.Latin1.GetBytes(string.Join('/', target[..^1]))))
                    At.Link(from, Encoding.Latin1.GetBytes(target[^1]), parent, name);
                return;
            case TarEntryType.Symlink:
                At.Symlink(entry.LinkName, parent, name);
                break;
            default:
                At.Mknod(parent, name, TypeOf(entry.Type), S_IRUSR | S_IWUSR, entry.Device);
                break;
        }
        Finish(parent, name, entry);
    }

    private OwnedFd? Open(byte[] path)
    {
        nint found =
            At.OpenAt2(root, path.Length == 0 ? "."u8.ToArray() : path, O_RDONLY | O_DIRECTORY, RESOLVE_IN_ROOT);
        return found >= 0 ? new OwnedFd((int)found)
            : found is -ENOENT
                ? null
                : throw new SyscallException($"openat2({Encoding.UTF8.GetString(path)})", (int)-found);
    }

    // A directory that the archive does not name is made on the way.
    private OwnedFd Parent(byte[] path)
    {
        if (Open(path) is { } there)
            return there;
        int slash = Array.LastIndexOf(path, (byte)'/');
        using (OwnedFd above = Parent(slash < 0 ? [] : path[..slash]))
            At.MkdirIfMissing(above, path[(slash + 1)..], 0x1ED /* 0755 */);
        return Open(path) ?? throw new SyscallException($"openat2({Encoding.UTF8.GetString(path)})", ENOENT);
    }

    private static void MakeDirectory(BorrowedFd parent, byte[] name, TarEntry entry)
    {
        if (At.MkdirIfMissing(parent, name, S_IRWXU))
            return;
        // A symlink to a directory stays what it is, and is gone through.
        if (At.Stat(parent, name).Type is not FileType.Directory)
        {
            throw new ImageException(
                ImageFault.InvalidArgument, $"cannot overwrite non-directory {entry.Shown} with directory");
        }
    }

    private static void MakeWay(BorrowedFd parent, byte[] name, TarEntry entry)
    {
        if (At.LinkStatIfThere(parent, name) is not { } there)
            return;
        if (there.Type is FileType.Directory)
        {
            throw new ImageException(
                ImageFault.InvalidArgument, $"cannot overwrite directory {entry.Shown} with non-directory");
        }
        At.Unlink(parent, name);
    }

    private void MakeFile(BorrowedFd parent, byte[] name, TarEntry entry, TarReader archive)
    {
        using OwnedFd file = At.Open(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, S_IRUSR | S_IWUSR);
        foreach (TarSegment segment in entry.Segments ?? [])
        {
            Fd.SeekTo(file, segment.Offset);
            Copy(archive, file, segment.Length);
        }
        if (entry.Segments is null)
            Copy(archive, file, entry.Size);
        else
            Fd.Truncate(file, entry.Size);
        Finish(parent, name, entry);
        // What speaks to overlayfs is Husk's to say: the directory may be one of an overlay's own.
        foreach ((byte[] attribute, byte[] value) in entry.Xattrs.Where(pair => !Whiteout.IsOverlayXattr(pair.Key)))
            Fd.SetXattr(file, attribute, value);
    }

    private void Copy(TarReader archive, BorrowedFd file, long length)
    {
        for (int count; length > 0
            && (count = archive.Read(_buffer.AsSpan(0, (int)Math.Min(length, _buffer.Length)))) > 0; length -= count)
        {
            Fd.WriteAll(file, _buffer.AsSpan(0, count));
        }
    }

    // This order: a change of owner takes set-ID bits away (chown(2)).
    private void Finish(BorrowedFd parent, byte[] name, TarEntry entry)
    {
        if (owner is var (uid, gid))
            At.Chown(parent, name, uid, gid);
        else if (owners)
            At.Chown(parent, name, entry.Uid, entry.Gid);
        if (entry.Type is not TarEntryType.Symlink)
            At.Chmod(parent, name, entry.Mode);
        At.SetModified(parent, name, entry.Modified);
    }

    private static FileType TypeOf(TarEntryType type) => type switch
    {
        TarEntryType.CharacterDevice => FileType.CharacterDevice,
        TarEntryType.BlockDevice => FileType.BlockDevice,
        _ => FileType.Fifo,
    };
}
