// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Cgroups;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>The cgroup that all containers are in for which nobody named another: it goes with the last of
/// them.</summary>
internal static class CgroupParent
{
    /// <summary>From the root of every hierarchy.</summary>
    public const string Default = "/husk";

    /// <summary>
    /// Removes <see cref="Default"/> in each hierarchy where nothing is in it.
    /// </summary>
    /// <remarks>
    /// A runtime makes it on the way to a container's own, and husk-oci once more when it goes in between
    /// (<see cref="Cgroup.Create"/>): nothing is locked for it.
    /// </remarks>
    public static void RemoveEmpty()
    {
        foreach (CgroupHierarchy hierarchy in CgroupLayout.Read().Hierarchies)
        {
            try
            {
                At.Rmdir(BorrowedFd.Cwd, hierarchy.MountPoint + Default);
            }
            catch (SyscallException kept) when (kept.Errno is EBUSY or ENOENT or EROFS)
            {
                // Another container lives there; or it was made elsewhere, or by somebody with more rights.
            }
        }
    }
}
