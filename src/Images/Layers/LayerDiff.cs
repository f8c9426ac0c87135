// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Layers;

/// <summary>
/// Writes a directory as a tar: the upper directory of an overlay mount as the layer that it is, or a whole root file
/// system. The same tree gives the same bytes.
/// </summary>
internal sealed class LayerDiff : IDisposable
{
    /// <summary>The digest of the layer that changes nothing: two blocks of zeros, which end an archive.</summary>
    public static readonly Digest Nothing = Digest.Of(new byte[1024]);

    private readonly TarWriter _archive;
    private readonly bool _whiteouts;
    private readonly Dictionary<(ulong Inode, uint Major, uint Minor), byte[]> _linked = [];
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private long _size;

    private LayerDiff(TarWriter archive, bool whiteouts)
    {
        _archive = archive;
        _whiteouts = whiteouts;
    }

    /// <summary>Writes what is in a directory, and ends the archive.</summary>
    /// <param name="root">Open for reading.</param>
    /// <param name="archive">Where to.</param>
    /// <param name="whiteouts">
    /// Whether it is an upper directory, whose devices 0:0 and opaque directories say what is gone. Otherwise such
    /// devices are left out.
    /// </param>
    /// <returns>Bytes of all files.</returns>
    public static long Write(BorrowedFd root, TarWriter archive, bool whiteouts)
    {
        using var diff = new LayerDiff(archive, whiteouts);
        diff.WriteContent(root, []);
        archive.Finish();
        return diff._size;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private void WriteContent(BorrowedFd directory, byte[] path)
    {
        List<DirectoryEntry> entries = Fd.ReadDirectory(directory);
        entries.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        foreach (DirectoryEntry entry in entries)
            WriteEntry(directory, entry.Name, path.Length == 0 ? entry.Name : [.. path, (byte)'/', .. entry.Name]);
    }

    private void WriteEntry(BorrowedFd directory, byte[] name, byte[] path)
    {
        FileStatus status = At.LinkStat(directory, name);
        switch (status.Type)
        {
            case FileType.Directory:
                using (OwnedFd child = At.Open(directory, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
                    WriteDirectory(child, status, path);
                break;
            case FileType.CharacterDevice when Whiteout.Is(status):
                if (_whiteouts)
                    WriteMark([.. path.AsSpan(..^name.Length), .. Whiteout.Prefix, .. name], status);
                break;
            case FileType.Socket:
                // A socket is of the process that listens on it, and tar has no type for it.
                break;
            case var _ when status.Links > 1 && IsKnown(status, path, out byte[] first):
                _archive.Begin(Entry(TarEntryType.HardLink, path, status) with { LinkName = first });
                break;
            case FileType.Regular:
                WriteFile(directory, name, path);
                break;
            case FileType.Symlink:
                byte[] target = At.ReadLink(directory, name);
                _archive.Begin(Entry(TarEntryType.Symlink, path, status) with { LinkName = target });
                break;
            default:
                WriteNode(directory, name, path, status);
                break;
        }
    }

    private void WriteDirectory(BorrowedFd directory, FileStatus status, byte[] path)
    {
        byte[] name = [.. path, (byte)'/'];
        _archive.Begin(Entry(TarEntryType.Directory, name, status) with { Xattrs = Xattrs(directory) });
        if (_whiteouts && Whiteout.IsOpaque(directory))
            WriteMark([.. name, .. Whiteout.Opaque], status);
        WriteContent(directory, path);
    }

    private void WriteFile(BorrowedFd directory, byte[] name, byte[] path)
    {
        using OwnedFd file = At.Open(directory, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
        FileStatus status = Fd.Stat(file);
        _archive.Begin(Entry(TarEntryType.Regular, path, status) with { Xattrs = Xattrs(file), Size = status.Size });
        _size += status.Size;
        for (long left = status.Size; left > 0;)
        {
            int count = Fd.Read(file, _buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
            if (count == 0)
                throw Shrunk(path);
            _archive.Write(_buffer.AsSpan(0, count));
            left -= count;
        }
    }

    private static ImageException Shrunk(byte[] path) => new(
        ImageFault.Conflict,
        $"\"{Encoding.UTF8.GetString(path)}\" became shorter while it was read: stop what writes to it");

    private void WriteNode(BorrowedFd directory, byte[] name, byte[] path, FileStatus status)
    {
        TarEntryType type = status.Type switch
        {
            FileType.CharacterDevice => TarEntryType.CharacterDevice,
            FileType.BlockDevice => TarEntryType.BlockDevice,
            _ => TarEntryType.Fifo,
        };
        using OwnedFd node = At.Open(directory, name, O_PATH | O_NOFOLLOW);
        _archive.Begin(Entry(type, path, status) with { Xattrs = Xattrs(node), Device = status.SpecialDevice });
    }

    private void WriteMark(byte[] name, FileStatus status) => _archive.Begin(new TarEntry
    {
        Name = name,
        Type = TarEntryType.Regular,
        Modified = (status.Modified.Seconds, 0),
    });

    private bool IsKnown(FileStatus status, byte[] path, out byte[] first)
    {
        (ulong, uint, uint) file = (status.Inode, status.Device.Major, status.Device.Minor);
        if (_linked.TryGetValue(file, out byte[]? known))
        {
            first = known;
            return true;
        }

        _linked[file] = first = path;
        return false;
    }

    private static TarEntry Entry(TarEntryType type, byte[] path, FileStatus status) => new()
    {
        Name = path,
        Type = type,
        Mode = status.Mode,
        Uid = status.Uid,
        Gid = status.Gid,
        Modified = status.Modified,
    };

    // Labels and measurements belong to the machine, not to the file.
    private static List<KeyValuePair<byte[], byte[]>> Xattrs(BorrowedFd file)
    {
        List<KeyValuePair<byte[], byte[]>> kept = [];
        foreach (byte[] name in Fd.Xattrs(file))
        {
            ReadOnlySpan<byte> key = name;
            if (Whiteout.IsOverlayXattr(key) || key.SequenceEqual("security.selinux"u8)
                || key.SequenceEqual("security.ima"u8) || key.SequenceEqual("security.evm"u8))
            {
                continue;
            }

            if (Fd.Xattr(file, name) is { } value)
                kept.Add(new(name, value));
        }

        kept.Sort((a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key));
        return kept;
    }
}
