// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Images.Layers;
using Husk.Linux;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// A layer may have <c>usr/bin/x</c> and say nothing of <c>usr/bin</c>: on overlayfs its own <c>usr/bin</c> would hide
/// the owner, mode and time of the one below, so it takes them over.
/// </summary>
internal static class ImpliedDirectories
{
    public static void LookAsBelow(BorrowedFd diff, List<byte[]> implied, LayerStore store, Digest parent)
    {
        List<Layer> chain = store.Chain(parent);
        // Backwards: what is done to a directory's content would change its time.
        for (int i = implied.Count - 1; i >= 0; i--)
        {
            using OwnedFd? below = FindBelow(implied[i], chain, store);
            if (below is null)
                continue;
            using OwnedFd directory = At.OpenBelow(diff, implied[i], O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH);
            FileStatus status = Fd.Stat(below);
            Fd.Chown(directory, status.Uid, status.Gid);
            Fd.Chmod(directory, status.Mode);
            foreach (byte[] name in Fd.Xattrs(below))
            {
                if (!Whiteout.IsOverlayXattr(name) && Fd.Xattr(below, name) is { } value)
                    Fd.SetXattr(directory, name, value);
            }

            At.SetModified(directory, "", status.Modified);
        }
    }

    private static OwnedFd? FindBelow(byte[] path, List<Layer> chain, LayerStore store)
    {
        foreach (Layer layer in chain)
        {
            string files = $"{layer.Chain.Hex}/{LayerStore.DiffDirectory}";
            using OwnedFd diff = At.Open(store.Root, files, O_RDONLY | O_DIRECTORY);
            nint found = At.OpenAt2(diff, path, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
            if (found >= 0)
                return new OwnedFd((int)found);
            // Something else stands there, or on the way: what is further down is hidden.
            if (found != -ENOENT)
                return null;
        }

        return null;
    }
}
