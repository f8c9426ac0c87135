// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>
/// The mounts of the spec, in its order. The runtime opens the sources of bind mounts, as they are paths of the host;
/// the child makes the rest and puts each at its place, by descriptor on both sides.
/// </summary>
internal sealed class MountSteps
{
    private readonly List<PlannedMount> _mounts = [];
    private readonly PlanFacts _facts;

    private MountSteps(PlanFacts facts) => _facts = facts;

    /// <summary>False when the user brings a /dev of his own: then nothing is made in it.</summary>
    public bool OwnsDev { get; private set; } = true;

    /// <summary>The mount at /dev when it is to end read-only: only once its devices are there.</summary>
    public Slot? ReadonlyDev { get; private set; }

    public static MountSteps OpenSources(PlanBuilder plan, RuntimeSpec spec, PlanFacts facts, NamespaceSet namespaces)
    {
        var steps = new MountSteps(facts);
        string rootfsPropagation = spec.Linux?.RootfsPropagation ?? "";
        foreach (Mount mount in spec.Mounts)
        {
            var planned = new PlannedMount(mount, ContainerPath.Clean(mount.Destination), MountOptions.Parse(mount.Options));
            if (planned.IsBind && !planned.Options.Remount)
            {
                planned.Tree = BindSteps.OpenSource(plan, planned, facts, rootfsPropagation);
                steps.OwnsDev &= planned.Destination != "/dev";
            }
            else if (mount.Type is "cgroup" or "cgroup2")
            {
                planned.Cgroups = CgroupMountSteps.OpenSources(plan, planned, facts, namespaces);
            }

            steps._mounts.Add(planned);
        }

        return steps;
    }

    public void Attach(PlanBuilder plan, RootfsSteps rootfs, NamespaceSteps namespaces)
    {
        foreach (PlannedMount mount in _mounts)
        {
            if (mount.Cgroups is not null)
            {
                mount.Cgroups.Attach(plan, rootfs, mount, namespaces);
            }
            else if (mount.Options.Remount)
            {
                RemountSteps.Add(plan, rootfs, mount);
            }
            else if (mount.IsBind)
            {
                BindSteps.Attach(plan, rootfs, mount, mount.Tree!.Value, _facts.FileSources.Contains(mount.SourcePath(_facts)));
            }
            else
            {
                AttachFilesystem(plan, rootfs, mount);
            }
        }
    }

    private void AttachFilesystem(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount)
    {
        bool isDev = mount.Destination == "/dev";
        bool isKernels = mount.Type is "proc" or "sysfs";
        plan.Step(
            $"mount {mount.Type} at {mount.Destination}",
            FilesystemSteps.Reason(mount.Type),
            (ELOOP, $"mount {mount.Type} at {mount.Destination}: it must be mounted on an ordinary directory, and something in that path is a symlink"));
        Slot made = FilesystemSteps.Make(plan, mount, writable: isDev);
        Slot target = rootfs.OpenTarget(plan, mount.Destination, isFile: false, isKernels ? RESOLVE_NO_SYMLINKS : 0);
        plan.MoveMount(made, target);
        mount.SetPropagation(plan, made);
        plan.Close(target);
        if (isDev && (mount.Options.MsFlagsSet & MS_RDONLY) != 0)
        {
            ReadonlyDev = made;
        }
        else
        {
            plan.Close(made);
        }
    }
}
