// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Layers;

internal sealed partial class LayerApplier
{
    /// <summary>
    /// The directory that an entry goes into. It stays open for the entries after it, which mostly share it.
    /// </summary>
    private BorrowedFd ParentOf(EntryPath path)
    {
        if (path.Parent.Length == 0)
            return _root;
        if (_parent is not null && _parentPath.AsSpan().SequenceEqual(path.Parent))
            return _parent;

        nint opened = At.OpenAt2(_root, path.Parent, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH);
        if (opened == -EXDEV)
            throw new InvalidDataException("its directory is a symlink that leads out of the layer");
        OwnedFd parent = opened switch
        {
            >= 0 => new OwnedFd((int)opened),
            -ENOENT or -ENOTDIR => MakeParents(path.Parent),
            _ => At.OpenBelow(_root, path.Parent, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH),
        };
        ForgetParent();
        (_parent, _parentPath) = (parent, path.Parent);
        return parent;
    }

    private void ForgetParent()
    {
        _parent?.Dispose();
        (_parent, _parentPath) = (null, null);
    }

    /// <summary>Makes the directories that are missing on the way, and opens the last.</summary>
    private OwnedFd MakeParents(ReadOnlySpan<byte> path)
    {
        for (int end = 0; end < path.Length;)
        {
            int slash = path[(end + 1)..].IndexOf((byte)'/');
            end = slash < 0 ? path.Length : end + 1 + slash;
            MakeParent(path[..end]);
        }

        return At.OpenBelow(_root, path, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH);
    }

    private void MakeParent(ReadOnlySpan<byte> path)
    {
        int slash = path.LastIndexOf((byte)'/');
        ReadOnlySpan<byte> name = path[(slash + 1)..];
        using OwnedFd above = slash < 0
            ? At.Open(_root, ".", O_RDONLY | O_DIRECTORY)
            : At.OpenBelow(_root, path[..slash], O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH);
        bool made = At.MkdirIfMissing(above, name, 0x1ED /* 0755 */);
        if (!made)
        {
            FileStatus there = At.LinkStat(above, name);
            if (there.Type is FileType.Directory or FileType.Symlink)
                return;
            if (!Whiteout.Is(there))
                throw new InvalidDataException("its directory is a file of this layer");
            // What was below is gone, and a directory of this layer stands in its place.
            At.Unlink(above, name);
            At.Mkdir(above, name, 0x1ED /* 0755 */);
        }

        using OwnedFd directory = At.Open(above, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        Fd.Chmod(directory, 0x1ED /* 0755, whatever the umask */);
        if (made)
            Implied.Add(path.ToArray());
        else
            Whiteout.MakeOpaque(directory);
    }

    /// <summary>
    /// Takes away what an entry is to replace: the last of several of one name counts, and is never written through the
    /// others.
    /// </summary>
    private void MakeWay(EntryPath path, BorrowedFd parent)
    {
        if (At.LinkStatIfThere(parent, path.Name) is not { } there)
            return;
        At.RemoveTree(parent, path.Name);
        // A directory that stood there may be the one that is kept open, or above it.
        if (there.Type is FileType.Directory && _parentPath.AsSpan().StartsWith(path.Full))
            ForgetParent();
    }

    private void ApplyWhiteout(EntryPath path)
    {
        if (path.Name.AsSpan().SequenceEqual(Whiteout.Opaque))
        {
            using OwnedFd directory = At.Open(ParentOf(path), ".", O_RDONLY | O_DIRECTORY);
            Whiteout.MakeOpaque(directory);
            return;
        }

        if (path.Name.AsSpan().StartsWith(Whiteout.MetaPrefix))
            return;

        byte[] name = path.Name[Whiteout.Prefix.Length..];
        if (name.Length == 0 || name.AsSpan().SequenceEqual("."u8) || name.AsSpan().SequenceEqual(".."u8))
            throw new InvalidDataException("it removes no name");
        BorrowedFd parent = ParentOf(path);
        // image-spec layer.md: a whiteout hides what is below, never what its own layer has.
        switch (At.LinkStatIfThere(parent, name)?.Type)
        {
            case null:
                Whiteout.Make(parent, name);
                break;
            case FileType.Directory:
                using (OwnedFd directory = At.Open(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
                    Whiteout.MakeOpaque(directory);
                break;
            default:
                break;
        }
    }
}
