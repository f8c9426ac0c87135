// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>To whom the container's cgroup is given, so that the container can make cgroups below it.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Cgroup ownership".</remarks>
internal static class CgroupOwner
{
    /// <summary>
    /// The host's uid of the container's process, where the container has a cgroup namespace of its own and can write
    /// to its mount of cgroup v2; null where the cgroup stays the runtime's.
    /// </summary>
    public static uint? Of(Oci.RuntimeSpec.RuntimeSpec spec, CgroupVersion version)
    {
        if (version != CgroupVersion.V2 || spec.Linux is not { } linux || spec.Process is not { } process)
            return null;
        bool isAlone = Array.Exists(linux.Namespaces, each => each.Type == "cgroup" && each.Path.Length == 0);
        bool isWritable = Array.Exists(
            spec.Mounts,
            each =>
                each.Type == "cgroup" && each.Destination == "/sys/fs/cgroup" && Array.IndexOf(each.Options, "ro") < 0);
        if (!isAlone || !isWritable)
            return null;
        uint uid = process.User.Uid;
        if (linux.UidMappings.Length == 0)
            return uid == 0 ? null : uid;
        foreach (IdMapping map in linux.UidMappings)
        {
            if (uid >= map.ContainerId && uid - map.ContainerId < map.Size)
                return map.HostId + (uid - map.ContainerId);
        }

        return null;
    }
}
