// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using Husk.Images.Tar;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Layers;

/// <summary>
/// Puts the files of a layer's tar into a directory of its own, as overlayfs wants to see them. The directory holds
/// this layer alone, so what lies in the layers below cannot lead anywhere.
/// </summary>
/// <remarks>
/// Every parent is opened by openat2(2) with RESOLVE_BENEATH, and every entry made in it by name without following:
/// a symlink of this very layer is followed only as far as it stays below the root and is relative.
/// </remarks>
internal sealed partial class LayerApplier : IDisposable
{
    private readonly OwnedFd _root;
    private readonly List<(byte[] Path, (long, uint) Modified)> _directories = [];
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
    private OwnedFd? _parent;
    private byte[]? _parentPath;

    /// <param name="root">The layer's directory, empty; the caller keeps it open.</param>
    public LayerApplier(BorrowedFd root) => _root = At.Open(root, ".", O_RDONLY | O_DIRECTORY);

    /// <summary>Directories that the layer has things in and does not mention; they are to look as below.</summary>
    public List<byte[]> Implied { get; } = [];

    /// <summary>Bytes of all files.</summary>
    public long Size { get; private set; }

    /// <summary>Applies a whole archive.</summary>
    /// <exception cref="ImageException">The archive is damaged, or an entry would reach out of the root.</exception>
    /// <exception cref="SyscallException">The kernel refused to write: ENOSPC.</exception>
    public void Apply(TarReader archive, LayerLimits limits)
    {
        TarEntry? entry = null;
        try
        {
            for (long count = 1; (entry = archive.Next()) is not null; count++)
            {
                if (count > limits.Entries)
                    throw new InvalidDataException($"the layer has more than {limits.Entries} entries");
                Apply(entry, archive);
            }

            SetDirectoryTimes();
        }
        catch (TarFormatException broken)
        {
            throw new ImageException(ImageFault.Corrupt, Blame(entry, broken.Message), broken);
        }
        catch (InvalidDataException refused)
        {
            throw new ImageException(ImageFault.Refused, Blame(entry, refused.Message), refused);
        }
        catch (SyscallException refused) when (refused.Errno is ELOOP or EXDEV or ENOTDIR or ENAMETOOLONG or EINVAL)
        {
            throw new ImageException(ImageFault.Refused, Blame(entry, refused.Message), refused);
        }
    }

    public void Dispose()
    {
        _parent?.Dispose();
        _root.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static string Blame(TarEntry? entry, string what) => entry is null ? what : $"entry {entry.Shown}: {what}";

    private void Apply(TarEntry entry, TarReader archive)
    {
        EntryPath path = EntryPath.Parse(entry.Name);
        if (path.Name.Length == 0)
        {
            if (entry.Type == TarEntryType.Directory)
                FinishDirectory(_root, path, entry);
        }
        else if (path.Name.AsSpan().StartsWith(Whiteout.Prefix))
        {
            ApplyWhiteout(path);
        }
        else
        {
            Make(entry, path, ParentOf(path), archive);
        }
    }

    private void Make(TarEntry entry, EntryPath path, BorrowedFd parent, TarReader archive)
    {
        switch (entry.Type)
        {
            case TarEntryType.Directory:
                MakeDirectory(entry, path, parent);
                break;
            case TarEntryType.Regular:
                MakeFile(entry, path, parent, archive);
                break;
            case TarEntryType.HardLink:
                MakeLink(entry, path, parent);
                break;
            case TarEntryType.Symlink:
                MakeWay(path, parent);
                At.Symlink(entry.LinkName, parent, path.Name);
                FinishByName(parent, path, entry);
                break;
            default:
                MakeNode(entry, path, parent);
                break;
        }
    }

    private void MakeNode(TarEntry entry, EntryPath path, BorrowedFd parent)
    {
        FileType type = entry.Type switch
        {
            TarEntryType.CharacterDevice => FileType.CharacterDevice,
            TarEntryType.BlockDevice => FileType.BlockDevice,
            _ => FileType.Fifo,
        };
        if (type == FileType.CharacterDevice && entry.Device == (0, 0))
            throw new InvalidDataException("it is the character device 0:0, which overlayfs takes for a removal");
        MakeWay(path, parent);
        At.Mknod(parent, path.Name, type, 0x180 /* 0600 */, entry.Device);
        FinishByName(parent, path, entry);
    }

    private void MakeDirectory(TarEntry entry, EntryPath path, BorrowedFd parent)
    {
        bool opaque = false;
        if (!At.MkdirIfMissing(parent, path.Name, S_IRWXU))
        {
            FileStatus there = At.LinkStat(parent, path.Name);
            if (there.Type != FileType.Directory)
            {
                // A removal of what is below and a new directory in its place.
                opaque = Whiteout.Is(there);
                MakeWay(path, parent);
                At.Mkdir(parent, path.Name, S_IRWXU);
            }
        }

        using OwnedFd made = At.Open(parent, path.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (opaque)
            Whiteout.MakeOpaque(made);
        FinishDirectory(made, path, entry);
    }

    private void MakeFile(TarEntry entry, EntryPath path, BorrowedFd parent, TarReader archive)
    {
        using OwnedFd file = CreateFile(path, parent);
        if (entry.Segments is null)
        {
            for (int count; (count = archive.Read(_buffer)) > 0;)
                Fd.WriteAll(file, _buffer.AsSpan(0, count));
        }
        else
        {
            WriteSegments(entry, file, archive);
        }

        Size += entry.Size;
        FinishFile(file, entry);
    }

    private OwnedFd CreateFile(EntryPath path, BorrowedFd parent)
    {
        int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
        const uint mode = S_IRUSR | S_IWUSR;
        nint made = At.OpenAt2(parent, path.Name, flags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS, mode);
        if (made >= 0)
            return new OwnedFd((int)made);
        if (made == -EEXIST)
            MakeWay(path, parent);
        return At.Open(parent, path.Name, flags, mode);
    }

    private void WriteSegments(TarEntry entry, BorrowedFd file, TarReader archive)
    {
        foreach (TarSegment segment in entry.Segments!)
        {
            Fd.SeekTo(file, segment.Offset);
            for (long left = segment.Length; left > 0;)
            {
                int count = archive.Read(_buffer.AsSpan(0, (int)Math.Min(left, _buffer.Length)));
                Fd.WriteAll(file, _buffer.AsSpan(0, count));
                left -= count;
            }
        }

        Fd.Truncate(file, entry.Size);
    }

    private void MakeLink(TarEntry entry, EntryPath path, BorrowedFd parent)
    {
        EntryPath target = EntryPath.Parse(entry.LinkName);
        if (target.Name.Length == 0)
            throw new InvalidDataException("it is a hard link to the root");
        if (target.Full.AsSpan().SequenceEqual(path.Full))
            return;

        using OwnedFd from = target.Parent.Length == 0
            ? At.Open(_root, ".", O_PATH | O_DIRECTORY)
            : OpenTargetParent(target, entry);
        if (At.LinkStatIfThere(from, target.Name) is not { Type: not FileType.Directory } there || Whiteout.Is(there))
            throw NoSuchFile(entry);
        MakeWay(path, parent);
        At.Link(from, target.Name, parent, path.Name);
    }

    private OwnedFd OpenTargetParent(EntryPath target, TarEntry entry)
    {
        nint opened = At.OpenAt2(_root, target.Parent, O_PATH | O_DIRECTORY, RESOLVE_BENEATH);
        return opened switch
        {
            >= 0 => new OwnedFd((int)opened),
            -ENOENT => throw NoSuchFile(entry),
            _ => At.OpenBelow(_root, target.Parent, O_PATH | O_DIRECTORY, RESOLVE_BENEATH),
        };
    }

    private static InvalidDataException NoSuchFile(TarEntry link)
    {
        string target = (link with { Name = link.LinkName }).Shown;
        return new InvalidDataException($"it is a hard link to {target}, which is no file of this layer");
    }
}
