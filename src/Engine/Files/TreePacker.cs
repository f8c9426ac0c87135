// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Images.Tar;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Files;

/// <summary>Writes files as a tar archive, each opened once and without following: who changes the tree meanwhile leads
/// nowhere.</summary>
internal sealed class TreePacker(Stream target)
{
    private readonly TarWriter _archive = new(target);
    private readonly Dictionary<(ulong Inode, uint Major, uint Minor), byte[]> _linked = [];
    private readonly byte[] _buffer = new byte[128 * 1024];

    // What a runtime mounts at the top of a container: the kernel's files, and none of the container's.
    private static readonly string[] Mounted = ["proc", "sys", "dev"];

    /// <param name="file">Opened with O_PATH.</param>
    /// <param name="name">In the archive.</param>
    /// <param name="isTop">Whether it is a container's root: what the runtime mounts there is an empty
    /// directory.</param>
    public void Pack(BorrowedFd file, byte[] name, bool isTop)
    {
        Write(file, name, isTop);
        _archive.Finish();
    }

    private void Write(BorrowedFd file, byte[] name, bool isTop = false)
    {
        FileStatus status = Fd.Stat(file);
        (ulong, uint, uint) inode = (status.Inode, status.Device.Major, status.Device.Minor);
        if (status.Type is FileType.Regular && status.Links > 1 && !_linked.TryAdd(inode, name))
        {
            _archive.Begin(Entry(TarEntryType.HardLink, name, status) with { LinkName = _linked[inode] });
            return;
        }
        switch (status.Type)
        {
            case FileType.Directory:
                WriteDirectory(name, status);
                WriteContent(file, name, isTop);
                break;
            case FileType.Regular:
                WriteFile(file, name);
                break;
            case FileType.Symlink:
                _archive.Begin(Entry(TarEntryType.Symlink, name, status) with { LinkName = At.ReadLink(file, "") });
                break;
            case FileType.Socket:
                // tar has no type for it, and it is nothing without the process that listens.
                break;
            default:
                _archive.Begin(Entry(TypeOf(status.Type), name, status) with { Device = status.SpecialDevice });
                break;
        }
    }

    private void WriteDirectory(byte[] name, FileStatus status) =>
        _archive.Begin(Entry(TarEntryType.Directory, [.. name, (byte)'/'], status));

    private void WriteContent(BorrowedFd file, byte[] name, bool isTop)
    {
        using OwnedFd directory = At.Open(file, ".", O_RDONLY | O_DIRECTORY);
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory)
            .OrderBy(entry => entry.Name, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))))
        {
            using OwnedFd? child = At.OpenIfThere(directory, entry.Name, O_PATH | O_NOFOLLOW);
            if (child is null)
                continue;
            byte[] path = [.. name, (byte)'/', .. entry.Name];
            if (isTop && Mounted.Contains(Encoding.UTF8.GetString(entry.Name))
                && Fd.Stat(child) is { IsMountRoot: true, Type: FileType.Directory } mounted)
            {
                WriteDirectory(path, mounted);
            }
            else
            {
                Write(child, path);
            }
        }
    }

    private void WriteFile(BorrowedFd file, byte[] name)
    {
        // By way of /proc it is the very file that was looked at.
        using OwnedFd content = At.Open(BorrowedFd.Cwd, $"/proc/self/fd/{file.Number}", O_RDONLY);
        FileStatus status = Fd.Stat(content);
        _archive.Begin(Entry(TarEntryType.Regular, name, status) with
        {
            Size = status.Size,
            Xattrs = Capabilities(content),
        });
        for (long left = status.Size; left > 0;)
        {
            Span<byte> room = _buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length));
            int count = Fd.Read(content, room);
            // A log that was cut while it was read: what is missing is zeros, as with tar(1).
            if (count == 0)
            {
                room.Clear();
                count = room.Length;
            }
            _archive.Write(room[..count]);
            left -= count;
        }
    }

    private static List<KeyValuePair<byte[], byte[]>> Capabilities(BorrowedFd file) =>
        Fd.Xattr(file, "security.capability"u8) is { } value ? [new("security.capability"u8.ToArray(), value)] : [];

    private static TarEntryType TypeOf(FileType type) => type switch
    {
        FileType.CharacterDevice => TarEntryType.CharacterDevice,
        FileType.BlockDevice => TarEntryType.BlockDevice,
        _ => TarEntryType.Fifo,
    };

    private static TarEntry Entry(TarEntryType type, byte[] name, FileStatus status) => new()
    {
        Name = name,
        Type = type,
        Mode = status.Mode,
        Uid = status.Uid,
        Gid = status.Gid,
        Modified = status.Modified,
    };
}
