// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using System.Threading;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>Copies files into directories that may have such names already.</summary>
/// <param name="attributes">What they get.</param>
/// <param name="replaces">Whether a directory takes the place of what is none (<c>--link</c>).</param>
/// <param name="cancel">Ends it between two files.</param>
internal sealed class TreeWriter(CopyAttributes attributes, bool replaces, CancellationToken cancel)
{
    // Where the copies of files with several names are, below the directory that the copy began in.
    private readonly Dictionary<((uint Major, uint Minor) Device, ulong Inode), byte[]> _made = [];
    private int _top;

    /// <summary>What is in a directory goes into another one, which keeps its attributes but its time.</summary>
    public void Content(BorrowedFd source, SourceNode node, BorrowedFd into)
    {
        _made.Clear();
        _top = into.Number;
        Children(source, node, into, []);
        At.SetModified(into, "", node.Status.Modified);
    }

    /// <summary>One file, which is no directory, goes to a name.</summary>
    public void Single(BorrowedFd source, SourceNode node, BorrowedFd into, byte[] name)
    {
        _made.Clear();
        _top = into.Number;
        Copy(source, node, into, name, name);
    }

    private void Children(BorrowedFd source, SourceNode node, BorrowedFd into, byte[] below)
    {
        if (node.Children.Count == 0)
            return;
        using OwnedFd directory = At.Open(source, ".", O_RDONLY | O_DIRECTORY);
        foreach (SourceNode child in node.Children)
        {
            cancel.ThrowIfCancellationRequested();
            // Gone since it was looked at: then it is no part of the content.
            using OwnedFd? file = At.OpenIfThere(directory, child.Name, O_PATH | O_NOFOLLOW);
            if (file is not null)
                Copy(file, child, into, child.Name, [.. below, .. child.Name]);
        }
    }

    private void Copy(BorrowedFd source, SourceNode node, BorrowedFd into, byte[] name, byte[] path)
    {
        FileStatus status = Fd.Stat(source);
        FileStatus? there = At.LinkStatIfThere(into, name);
        if (status.Type is FileType.Directory)
        {
            CopyDirectory(source, node, into, name, path, there);
        }
        else
        {
            if (there is { Type: FileType.Directory })
            {
                if (!replaces)
                    throw new CopyException($"cannot replace to directory {Encoding.UTF8.GetString(path)} with file");
                At.RemoveTree(into, name);
            }
            else if (there is not null)
            {
                At.Unlink(into, name);
            }
            bool severalNames = status is { Type: FileType.Regular, Links: > 1 };
            if (severalNames && _made.TryGetValue((status.Device, status.Inode), out byte[]? first))
            {
                At.Link(new BorrowedFd(_top), first, into, name);
                return;
            }
            TreeCopy.File(source, status, into, name);
            if (severalNames)
                _made[(status.Device, status.Inode)] = path;
        }
        Finish(source, status, into, name);
    }

    private void CopyDirectory(
        BorrowedFd source, SourceNode node, BorrowedFd into, byte[] name, byte[] path, FileStatus? there)
    {
        if (there is { Type: not FileType.Directory })
        {
            if (!replaces)
                throw new CopyException($"cannot copy to non-directory: {Encoding.UTF8.GetString(path)}");
            At.Unlink(into, name);
            there = null;
        }
        if (there is null)
            At.Mkdir(into, name, S_IRWXU);
        using OwnedFd copy = At.Open(into, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
        Children(source, node, copy, [.. path, (byte)'/']);
    }

    // This order: a change of owner takes set-ID bits and file capabilities away (chown(2)).
    private void Finish(BorrowedFd source, FileStatus status, BorrowedFd into, byte[] name)
    {
        (uint uid, uint gid) = attributes.OwnerOf(status);
        At.Chown(into, name, uid, gid);
        if (status.Type is not FileType.Symlink)
            At.Chmod(into, name, attributes.ModeOf(status));
        TreeCopy.Xattrs(source, into, name);
        At.SetModified(into, name, status.Modified);
    }
}
