// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Mounts;

/// <summary>Copies of mounts that are attached nowhere (open_tree(2), OPEN_TREE_CLONE).</summary>
public static unsafe class MountTree
{
    /// <summary>
    /// Copies the mount that a path is on, with the path as its root; null when the kernel refuses, as it does to all
    /// who have no CAP_SYS_ADMIN over the mount namespace.
    /// </summary>
    public static OwnedFd? TryCopy(Pathname path)
    {
        Span<byte> room = stackalloc byte[path.Room];
        if (path.Terminate(room) != 0)
            return null;
        // The name is on this method's stack for as long as the call runs.
        fixed (byte* name = room)
        {
            nint tree = Kernel.Wait(SYS.open_tree, AT_FDCWD, (nint)name, OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC);
            return tree < 0 ? null : new OwnedFd((int)tree);
        }
    }
}
