// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// sysfs belongs to a network namespace: root of a new user namespace may mount it only with one of its own
/// (fs/sysfs/mount.c). Who shares the host's network is shown the host's sysfs, as in crun, without what is mounted in
/// it.
/// </summary>
internal static class SysfsSteps
{
    public static bool IsRefused(NamespaceSet namespaces) =>
        (namespaces.New & CLONE_NEWUSER) != 0 && !namespaces.Has(CLONE_NEWNET);

    public static Slot OpenHosts(PlanBuilder plan, PlannedMount mount)
    {
        Slot tree = plan.Slot("/sys");
        plan.Step(
            $"copy the mount of the host's /sys for {mount.Destination}",
            "sysfs is mounted by who owns the network namespace; the cgroups in it stay behind");
        plan.Call(SYS.open_tree, AT_FDCWD, plan.Text("/sys"), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC).Into(tree);
        var attributes = mount.Options.Attributes;
        plan.SetMountAttributes(
            tree, 0,
            new mount_attr { attr_set = attributes.Set, attr_clr = attributes.Clear, propagation = MS_PRIVATE });
        return tree;
    }
}
