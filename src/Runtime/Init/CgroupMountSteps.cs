// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// A mount of type cgroup. With a cgroup namespace the hierarchies are mounted anew and show the container's own cgroup
/// as their root; without one the container's directories are bound. On v1 they stand in a tmpfs, one each.
/// </summary>
internal sealed class CgroupMountSteps
{
    private readonly List<(CgroupMountPoint Point, Slot? Tree)> _hierarchies = [];
    private readonly bool _unified;
    private readonly bool _bindsLate;
    private Slot? _unifiedTree;

    private CgroupMountSteps(bool unified, bool bindsLate) => (_unified, _bindsLate) = (unified, bindsLate);

    /// <summary>
    /// Binds are opened by the runtime, as they are paths of the host, unless the directories are not there yet.
    /// </summary>
    public static CgroupMountSteps OpenSources(
        PlanBuilder plan, PlannedMount mount, PlanFacts facts, NamespaceSet namespaces)
    {
        bool bound = !namespaces.Has(CLONE_NEWCGROUP) || facts.JoinsOwnCgroupNamespace;
        var steps = new CgroupMountSteps(facts.Cgroups.Unified, bound && facts.CgroupsComeLate);
        if (steps._unified)
        {
            // Not a new mount of cgroup2: from the initial cgroup namespace that would reset the options of the host's
            // (nsdelegate; opencontainers/runc issue 5258).
            steps._unifiedTree = bound ? OpenTree(plan, mount, "/sys/fs/cgroup") : null;
            return steps;
        }

        foreach (CgroupMountPoint point in facts.Cgroups.Hierarchies)
        {
            steps._hierarchies.Add(
                (point, bound && !steps._bindsLate ? OpenTree(plan, mount, point.ContainerPath) : null));
        }

        return steps;
    }

    public void Attach(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount, CgroupSteps cgroups, string label)
    {
        cgroups.Enter(plan);
        if (_unified)
        {
            plan.Step(
                $"mount cgroup2 at {mount.Destination}",
                "the container's own cgroup is its root (cgroup_namespaces(7))");
            Put(plan, rootfs, _unifiedTree ?? Make(plan, "cgroup2", [], mount), mount);
            return;
        }

        plan.Step(
            $"mount a tmpfs at {mount.Destination}",
            "cgroup v1 has a hierarchy for each controller: they stand side by side in it");
        Slot frame = MakeFrame(plan, mount, label);
        Slot target = rootfs.OpenTarget(plan, mount.Destination, isFile: false);
        plan.MoveMount(frame, target);
        plan.Close(target);
        foreach ((CgroupMountPoint point, Slot? tree) in _hierarchies)
        {
            AttachHierarchy(plan, frame, point, _bindsLate ? OpenTree(plan, mount, point.ContainerPath) : tree, mount);
        }

        if ((mount.Options.MsFlagsSet & MS_RDONLY) != 0)
        {
            plan.SetMountAttributes(frame, 0, new mount_attr { attr_set = MOUNT_ATTR_RDONLY });
        }

        mount.SetPropagation(plan, frame);
        plan.Close(frame);
    }

    private static void AttachHierarchy(
        PlanBuilder plan, Slot frame, CgroupMountPoint point, Slot? tree, PlannedMount mount)
    {
        string type = point.Name == "unified" ? "cgroup2" : "cgroup";
        plan.Step(
            $"mount the {point.Name} hierarchy", tree is null
                ? "its root is the container's cgroup"
                : "the container's own directory of it");
        Slot made = tree ?? Make(plan, type, point.Options, mount);
        Slot place = plan.Slot(point.Name);
        plan.Call(SYS.mkdirat, frame, plan.Text(point.Name), 0x1ED);
        plan.OpenAt2(frame, point.Name, O_PATH | O_CLOEXEC, RESOLVE_NO_SYMLINKS).Into(place);
        plan.MoveMount(made, place);
        plan.Close(place);
        plan.Close(made);
        foreach (string link in point.Links)
        {
            plan.Call(SYS.symlinkat, plan.Text(point.Name), frame, plan.Text(link)).Ignore(EEXIST);
        }
    }

    private static void Put(PlanBuilder plan, RootfsSteps rootfs, Slot made, PlannedMount mount)
    {
        Slot target = rootfs.OpenTarget(plan, mount.Destination, isFile: false);
        plan.MoveMount(made, target);
        mount.SetPropagation(plan, made);
        plan.Close(target);
        plan.Close(made);
    }

    private static Slot MakeFrame(PlanBuilder plan, PlannedMount mount, string label)
    {
        Slot context = plan.Slot("tmpfs context");
        Slot made = plan.Slot("cgroup frame");
        plan.Call(SYS.fsopen, plan.Text("tmpfs"), FSOPEN_CLOEXEC).Into(context);
        plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("source"), plan.Text("tmpfs"), 0);
        plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("mode"), plan.Text("755"), 0);
        MountLabel.Configure(plan, context, label);
        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        plan.Call(
            SYS.fsmount, context, FSMOUNT_CLOEXEC, mount.Options.Attributes.Set & ~(ulong)MOUNT_ATTR_RDONLY).Into(made);
        plan.Close(context);
        return made;
    }

    private static Slot Make(PlanBuilder plan, string type, IReadOnlyList<string> options, PlannedMount mount)
    {
        Slot context = plan.Slot(type + " context");
        Slot made = plan.Slot(type);
        plan.Call(SYS.fsopen, plan.Text(type), FSOPEN_CLOEXEC).Into(context);
        plan.Call(SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text("source"), plan.Text("cgroup"), 0);
        foreach (string option in options)
        {
            int equals = option.IndexOf('=');
            if (equals < 0)
            {
                plan.Call(SYS.fsconfig, context, FSCONFIG_SET_FLAG, plan.Text(option), 0, 0);
            }
            else
            {
                plan.Call(
                    SYS.fsconfig, context, FSCONFIG_SET_STRING, plan.Text(option[..equals]),
                    plan.Text(option[(equals + 1)..]), 0);
            }
        }

        plan.Call(SYS.fsconfig, context, FSCONFIG_CMD_CREATE, 0, 0, 0);
        plan.Call(SYS.fsmount, context, FSMOUNT_CLOEXEC, mount.Options.Attributes.Set).Into(made);
        plan.Close(context);
        return made;
    }

    private static Slot OpenTree(PlanBuilder plan, PlannedMount mount, string path)
    {
        Slot tree = plan.Slot(path);
        plan.Step($"copy the mount of {path}", "there is no cgroup namespace: the directory itself is shown");
        plan.Call(SYS.open_tree, AT_FDCWD, plan.Text(path), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC).Into(tree);
        plan.SetMountAttributes(
            tree, 0,
            new mount_attr
            {
                attr_set = mount.Options.Attributes.Set,
                attr_clr = mount.Options.Attributes.Clear,
                propagation = MS_PRIVATE,
            });
        return tree;
    }
}
