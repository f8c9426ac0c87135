// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Images.Layers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// Compares an upper directory with the layers below it, without a mount. The answer is docker's: a directory is told
/// of when something below it changed, one that went is told of without its content, and a directory's own time does
/// not count.
/// </summary>
/// <remarks>Source: docs.docker.com, docker container diff; the kernel's filesystems/overlayfs.</remarks>
internal sealed class SnapshotComparison
{
    private readonly List<SnapshotChange> _found = [];

    /// <param name="upper">What was changed.</param>
    /// <param name="lower">The roots of the layers, the highest first.</param>
    public static IReadOnlyList<SnapshotChange> Of(BorrowedFd upper, IReadOnlyList<OwnedFd> lower)
    {
        var comparison = new SnapshotComparison();
        comparison.Compare(upper, lower, [], hidden: Whiteout.IsOpaque(upper));
        return comparison._found;
    }

    // `hidden`: an opaque directory is here or above, so what the layers have and upper has not is gone.
    private void Compare(BorrowedFd upper, IReadOnlyList<OwnedFd> lower, byte[] path, bool hidden)
    {
        var names = new SortedSet<byte[]>(ByteOrder);
        names.UnionWith(Fd.ReadDirectory(upper).Select(entry => entry.Name));
        if (hidden)
        {
            foreach (OwnedFd layer in lower)
                names.UnionWith(Fd.ReadDirectory(layer).Select(entry => entry.Name));
        }

        foreach (byte[] name in names)
            CompareName(upper, lower, name, [.. path, (byte)'/', .. name], hidden);
    }

    private void CompareName(BorrowedFd upper, IReadOnlyList<OwnedFd> lower, byte[] name, byte[] path, bool hidden)
    {
        FileStatus? above = Visible(At.LinkStatIfThere(upper, name));
        using LowerEntry below = LowerEntry.Find(lower, name);
        if (above is not { } now)
        {
            if (below.Status is not null)
                _found.Add(new SnapshotChange(ChangeKind.Deleted, path));
            return;
        }

        int place = _found.Count;
        if (now.Type == FileType.Directory)
        {
            using OwnedFd directory = At.Open(upper, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            Compare(directory, below.Directories, path, hidden || Whiteout.IsOpaque(directory));
        }

        if (below.Status is not { } before)
            _found.Insert(place, new SnapshotChange(ChangeKind.Added, path));
        else if (_found.Count > place || Differs(now, before) || !SameCapabilities(upper, below.Directory!, name))
            _found.Insert(place, new SnapshotChange(ChangeKind.Modified, path));
    }

    private static FileStatus? Visible(FileStatus? status) => status is { } there && Whiteout.Is(there) ? null : status;

    private static bool Differs(FileStatus now, FileStatus before) =>
        (now.Type, now.Mode, now.Uid, now.Gid, now.SpecialDevice)
        != (before.Type, before.Mode, before.Uid, before.Gid, before.SpecialDevice)
        || (now.Type != FileType.Directory && (now.Modified, now.Size) != (before.Modified, before.Size));

    private static bool SameCapabilities(BorrowedFd upper, BorrowedFd lower, byte[] name) =>
        Capabilities(upper, name).AsSpan().SequenceEqual(Capabilities(lower, name));

    private static byte[]? Capabilities(BorrowedFd directory, byte[] name)
    {
        using OwnedFd file = At.Open(directory, name, O_PATH | O_NOFOLLOW);
        return Fd.Xattr(file, "security.capability"u8);
    }

    private static readonly IComparer<byte[]> ByteOrder =
        Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));
}
