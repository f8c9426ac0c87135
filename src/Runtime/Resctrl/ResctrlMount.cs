// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Resctrl;

/// <summary>Where the resctrl file system is (Documentation/filesystems/resctrl.rst).</summary>
internal static class ResctrlMount
{
    /// <summary>The directory that the kernel makes for it, on a machine that has it.</summary>
    private const string Usual = "/sys/fs/resctrl";

    /// <exception cref="SpecException">It is mounted nowhere.</exception>
    public static string Find()
    {
        using (OwnedFd? usual = At.OpenIfThere(BorrowedFd.Cwd, Usual, O_RDONLY | O_DIRECTORY))
        {
            if (usual is not null && Fd.FileSystemType(usual) == RDTGROUP_SUPER_MAGIC)
                return Usual;
            // Without that directory the kernel has none to mount.
            MountEntry? elsewhere =
                usual is null ? null : MountInfo.OfThisProcess().Find(mount => mount.FileSystemType == "resctrl");
            return elsewhere is not null ? Encoding.UTF8.GetString(elsewhere.MountPoint) : throw SpecException.At(
                "$.linux.intelRdt",
                "intelRdt is specified in config, but Intel RDT is not supported or enabled: "
                + "no resctrl file system is mounted");
        }
    }
}
