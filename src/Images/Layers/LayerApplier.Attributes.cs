// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Images.Tar;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Layers;

internal sealed partial class LayerApplier
{
    // The owner first: a change of owner takes set-ID bits and capabilities away (chown(2)). The times last.
    private static void FinishFile(BorrowedFd file, TarEntry entry)
    {
        Fd.Chown(file, entry.Uid, entry.Gid);
        Fd.Chmod(file, entry.Mode);
        SetXattrs(file, entry);
        At.SetModified(file, "", entry.Modified);
    }

    private void FinishDirectory(BorrowedFd directory, EntryPath path, TarEntry entry)
    {
        Fd.Chown(directory, entry.Uid, entry.Gid);
        Fd.Chmod(directory, entry.Mode);
        SetXattrs(directory, entry);
        // What is put into it later changes the time.
        _directories.Add((path.Full, entry.Modified));
    }

    private static void FinishByName(BorrowedFd parent, EntryPath path, TarEntry entry)
    {
        At.Chown(parent, path.Name, entry.Uid, entry.Gid);
        if (entry.Type != TarEntryType.Symlink)
            At.Chmod(parent, path.Name, entry.Mode);
        if (entry.Xattrs.Count > 0)
        {
            using OwnedFd made = At.Open(parent, path.Name, O_PATH | O_NOFOLLOW);
            SetXattrs(made, entry);
        }

        At.SetModified(parent, path.Name, entry.Modified);
    }

    // What speaks to overlayfs is Husk's to say: a layer that could would make files of other layers appear as its own.
    private static void SetXattrs(BorrowedFd file, TarEntry entry)
    {
        foreach ((byte[] name, byte[] value) in entry.Xattrs)
        {
            if (Whiteout.IsOverlayXattr(name))
                continue;
            if (!Fd.SetXattr(file, name, value) && name.AsSpan().SequenceEqual("security.capability"u8))
            {
                throw new ImageException(
                    ImageFault.Refused,
                    $"entry {entry.Shown}: the file system keeps no security.capability, which it needs");
            }
        }
    }

    private void SetDirectoryTimes()
    {
        ForgetParent();
        // Backwards: the last entry of a name counts, and a time set is not disturbed by those above it.
        var done = new HashSet<string>();
        for (int i = _directories.Count - 1; i >= 0; i--)
        {
            (byte[] path, (long, uint) modified) = _directories[i];
            if (!done.Add(Encoding.Latin1.GetString(path)))
                continue;
            nint opened = path.Length == 0
                ? At.OpenAt2(_root, "."u8, O_RDONLY | O_DIRECTORY, RESOLVE_BENEATH)
                : At.OpenAt2(_root, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, RESOLVE_BENEATH);
            if (opened < 0)
                continue; // A later entry of the name was no directory.
            using var directory = new OwnedFd((int)opened);
            At.SetModified(directory, "", modified);
        }

        // What was made on the way to something and got an entry of its own later.
        Implied.RemoveAll(path => done.Contains(Encoding.Latin1.GetString(path)));
    }
}
