// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Building;

/// <summary>Paths in trees that somebody else made.</summary>
internal static class TreePath
{
    /// <summary>The path that a path in a tree has here, once its links are followed inside the tree; null when nothing
    /// is there.</summary>
    public static string? Resolve(string tree, string path)
    {
        using OwnedFd top = At.Open(BorrowedFd.Cwd, tree, O_PATH | O_DIRECTORY);
        string below = path.Trim('/');
        nint found = At.OpenAt2(top, below.Length == 0 ? "." : below, O_PATH, RESOLVE_IN_ROOT);
        if (found is -ENOENT or -ENOTDIR)
            return null;
        if (found < 0)
            throw new SyscallException($"openat2({Strace.Descriptor(top)}, {Strace.Quote(below)})", (int)-found);
        using var file = new OwnedFd((int)found);
        return Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, MountPoint.ProcPath(file)));
    }
}
