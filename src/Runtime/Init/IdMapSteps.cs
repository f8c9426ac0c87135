// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using Husk.Oci;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A mount that shows its files' owners shifted by the maps of a user namespace, which the runtime has made for it.
/// Source: mount_setattr(2), "ID-mapped mounts"; runtime-spec config.md, `uidMappings`, `idmap`, `ridmap`.
/// </summary>
internal static class IdMapSteps
{
    /// <summary>Maps the detached mount in a slot, when its entry in the configuration wants that.</summary>
    /// <returns>Whether a step was added.</returns>
    public static bool Apply(PlanBuilder plan, PlannedMount mount, Slot made, PlanFacts facts)
    {
        if (!mount.IsIdMapped)
        {
            return false;
        }

        int userNamespace = PreparedDescriptors.NumberOf(facts.Prepared.UserNamespaces, mount.Index);
        mount.UserNamespace = plan.Slot($"user namespace for {mount.Destination}", userNamespace);
        string cannot = $"{mount.Name}: cannot be id-mapped: ";
        string unable = cannot + "its filesystem does not allow it on this kernel, or is id-mapped already";
        plan.Step(
            $"id-map the mount for {mount.Destination}",
            "while it is attached nowhere: later the kernel refuses (mount_setattr(2), ID-mapped mounts)",
            (EINVAL, unable),
            (EOPNOTSUPP, unable),
            (EPERM, cannot + "that takes CAP_SYS_ADMIN over its filesystem and over the user namespace of its maps"));

        // `ridmap` alone reaches the mounts below, as in runc and crun: `rbind` says what is bound, not what is mapped.
        int recursive = mount.Options.IdMap == IdMapKind.Tree ? AT_RECURSIVE : 0;
        plan.SetMountAttributes(
            made, recursive, new mount_attr { attr_set = MOUNT_ATTR_IDMAP, userns_fd = (ulong)userNamespace });
        return true;
    }

    /// <exception cref="SpecException">The mount is one that cannot be mapped at all.</exception>
    public static void Check(PlannedMount mount)
    {
        if (mount.IsIdMapped && (mount.Options.Remount || mount.IsCgroup))
        {
            throw SpecException.At(
                $"$.mounts[{mount.Index}]",
                mount.Options.Remount
                    ? "a remount cannot be id-mapped: the kernel maps a mount before it is attached, and only then"
                    : "cgroup hierarchies cannot be id-mapped");
        }
    }
}
