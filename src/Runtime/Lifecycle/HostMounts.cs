// SPDX-License-Identifier: Apache-2.0
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using Husk.Runtime.State;

namespace Husk.Runtime.Lifecycle;

/// <summary>
/// The mounts of a container without a mount namespace. They are the host's, and nobody takes them away when the last
/// process ends; all of them are in one, over the root filesystem, and go with it.
/// </summary>
internal static class HostMounts
{
    /// <summary>
    /// Remembers what is mounted there before the container is made, if it is going to mount anything.
    /// </summary>
    public static ContainerRecord Note(ContainerRecord record, RuntimeSpec spec) =>
        MountNamespaceRules.ChangesHost(spec)
            ? record with { RootfsMount = At.Stat(BorrowedFd.Cwd, record.Rootfs).MountId }
            : record;

    /// <summary>
    /// Takes away what is over it; the root filesystem may be a mount itself, of whoever made the bundle, which stays.
    /// </summary>
    public static void Remove(ContainerRecord record)
    {
        if (record.RootfsMount is { } before
            && At.LinkStatIfThere(BorrowedFd.Cwd, record.Rootfs) is { } now
            && now.MountId != before)
        {
            MountPoint.Detach(record.Rootfs);
        }
    }
}
