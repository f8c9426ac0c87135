// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>Bind mounts: a copy of a host's mount, taken by the runtime, put in place by the child.</summary>
internal static class BindSteps
{
    public static Slot OpenSource(PlanBuilder plan, PlannedMount mount, PlanFacts facts, string rootfsPropagation)
    {
        string source = mount.SourcePath(facts);
        Slot tree = plan.Slot(source);
        int recursive = mount.Options.Recursive ? AT_RECURSIVE : 0;
        int nofollow = (mount.Options.Extras & MountExtras.SourceNoFollow) != 0 ? AT_SYMLINK_NOFOLLOW : 0;
        plan.Step(
            $"copy the mount of {source} for {mount.Destination}",
            "a path of the host: opened where the host's paths are");
        plan.Call(
            SYS.open_tree, AT_FDCWD, plan.Text(source),
            OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | recursive | nofollow).Into(tree);
        ulong propagation = RootfsSteps.InitialPropagation(rootfsPropagation);
        if (propagation != 0)
        {
            plan.SetMountAttributes(tree, AT_RECURSIVE, new mount_attr { propagation = propagation });
        }

        SetAttributes(plan, mount.Options, tree);
        IdMapSteps.Apply(plan, mount, tree, facts);
        return tree;
    }

    public static void Attach(
        PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount, Slot tree, bool isFile, string destination)
    {
        plan.Step($"bind {mount.Spec.Source} at {mount.Destination}", "mounts[]: bind");
        int nofollow = (mount.Options.Extras & MountExtras.DestinationNoFollow) != 0 ? O_NOFOLLOW : 0;
        Slot target = rootfs.OpenTarget(plan, destination, isFile, flags: nofollow);
        plan.MoveMount(tree, target);
        mount.SetPropagation(plan, tree);
        plan.Close(target);
        rootfs.BecomeIf(plan, mount, tree);
        mount.Close(plan, tree);
    }

    /// <summary>`copy-symlink`: the host's symlink itself, not what it leads to.</summary>
    public static void CopySymlink(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount, string text)
    {
        plan.Step(
            $"make {mount.Destination} a symlink to {text}", $"as {mount.Spec.Source} is one (mounts[]: copy-symlink)");
        rootfs.MakeSymlink(plan, mount.Destination, text);
    }

    /// <summary>The flags of a bind, which leave out those of its source unless the kernel has locked them.</summary>
    public static void SetAttributes(PlanBuilder plan, MountOptions options, Slot mount)
    {
        MountAttributes exact = options.BindAttributes;
        if (exact.IsEmpty)
        {
            return;
        }

        MountAttributes unlocked = options.UnlockedBindAttributes;
        Label set = plan.NewLabel();
        Label locked = plan.NewLabel();
        plan.SetMountAttributes(
            mount, 0, new mount_attr { attr_set = exact.Set, attr_clr = exact.Clear }).OnSuccess(set).On(EPERM, locked);
        plan.Mark(locked);
        plan.SetMountAttributes(mount, 0, new mount_attr { attr_set = unlocked.Set, attr_clr = unlocked.Clear });
        plan.Mark(set);
    }
}
