// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>
/// A layer of empty files and directories between the image and a container's upper directory, for a runtime to mount
/// on: what it would make itself would be a change of the container's, seen by <c>diff</c> and taken by <c>commit</c>.
/// </summary>
internal static class InitLayer
{
    /// <summary>Makes what is not there. A symlink in the place of a file gives way: a mount would follow it.</summary>
    /// <param name="root">The root file system, mounted so that its changes are the layer.</param>
    /// <param name="directories">Absolute paths.</param>
    /// <param name="files">Absolute paths.</param>
    public static void Fill(BorrowedFd root, IEnumerable<string> directories, IEnumerable<string> files)
    {
        foreach (string path in directories)
            OpenDirectory(root, path).Dispose();

        foreach (string path in files)
        {
            int slash = path.LastIndexOf('/');
            using OwnedFd parent = OpenDirectory(root, path[..slash]);
            string name = path[(slash + 1)..];
            RemoveSymlink(parent, name);
            if (!At.Exists(parent, name))
                At.Open(parent, name, O_WRONLY | O_CREAT | O_EXCL, 0x1A4 /* 0644 */).Dispose();
        }
    }

    private static OwnedFd OpenDirectory(BorrowedFd root, string path)
    {
        nint found = At.OpenAt2(root, path.Length == 0 ? "/" : path, O_PATH | O_DIRECTORY, RESOLVE_IN_ROOT);
        if (found >= 0)
            return new OwnedFd((int)found);
        if (found != -ENOENT || path.Length == 0)
            throw new SyscallException($"openat2({Strace.Descriptor(root)}, {Strace.Quote(path)})", (int)-found);
        int slash = path.LastIndexOf('/');
        using OwnedFd parent = OpenDirectory(root, path[..Math.Max(slash, 0)]);
        string name = path[(slash + 1)..];
        RemoveSymlink(parent, name);
        At.MkdirIfMissing(parent, name, 0x1ED /* 0755 */);
        return At.Open(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    }

    private static void RemoveSymlink(BorrowedFd directory, string name)
    {
        if (At.LinkStatIfThere(directory, name) is { Type: FileType.Symlink })
            At.Unlink(directory, name);
    }
}
