// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Syscalls;
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
    private readonly List<(PlannedMount Mount, Slot Made)> _readonlyInTheEnd = [];
    private readonly PlanFacts _facts;
    private readonly string _label;

    private MountSteps(PlanFacts facts, string label) => (_facts, _label) = (facts, label);

    /// <summary>False when the user brings a /dev of his own: then nothing is made in it.</summary>
    public bool OwnsDev { get; private set; } = true;

    /// <summary>
    /// Makes those mounts read-only that had to stay writable so far: a /dev, once its devices are there, and every
    /// tmpfs, once the mount points in it are (as runc).
    /// </summary>
    public void MakeReadonly(PlanBuilder plan)
    {
        foreach ((PlannedMount mount, Slot made) in _readonlyInTheEnd)
        {
            plan.Step($"make {mount.Destination} read-only", "what was to be made in it is there now");
            plan.SetMountAttributes(made, 0, new mount_attr { attr_set = MOUNT_ATTR_RDONLY });
            mount.Close(plan, made);
        }
    }

    public static MountSteps OpenSources(PlanBuilder plan, RuntimeSpec spec, PlanFacts facts, NamespaceSet namespaces)
    {
        var steps = new MountSteps(facts, spec.Linux?.MountLabel ?? "");
        string rootfsPropagation = spec.Linux?.RootfsPropagation ?? "";
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            PlannedMount planned = PlannedMount.Of(spec, i);
            IdMapSteps.Check(planned);
            if (planned.IsBind && !planned.Options.Remount && !facts.CopiedSymlinks.ContainsKey(i))
            {
                planned.Tree = BindSteps.OpenSource(plan, planned, facts, rootfsPropagation);
                steps.OwnsDev &= planned.Destination != "/dev";
            }
            else if (planned.Type == "sysfs" && !planned.IsBind && !planned.Options.Remount
                && SysfsSteps.IsRefused(namespaces))
            {
                planned.Tree = SysfsSteps.OpenHosts(plan, planned);
            }
            else if (planned.IsCgroup)
            {
                planned.Cgroups = CgroupMountSteps.OpenSources(plan, planned, facts, namespaces);
            }

            steps._mounts.Add(planned);
        }

        return steps;
    }

    public void Attach(PlanBuilder plan, RootfsSteps rootfs, CgroupSteps cgroups)
    {
        foreach (PlannedMount mount in _mounts)
        {
            if (mount.Cgroups is not null)
            {
                mount.Cgroups.Attach(plan, rootfs, mount, cgroups, _label);
            }
            else if (mount.Options.Remount)
            {
                RemountSteps.Add(plan, rootfs, mount);
            }
            else if (_facts.CopiedSymlinks.TryGetValue(mount.Index, out string? text))
            {
                BindSteps.CopySymlink(plan, rootfs, mount, text);
            }
            else if (mount.IsBind)
            {
                bool isFile = _facts.FileSources.Contains(mount.SourcePath(_facts));
                string destination = _facts.Destinations.GetValueOrDefault(mount.Index, mount.Destination);
                BindSteps.Attach(plan, rootfs, mount, mount.Tree!.Value, isFile, destination);
            }
            else
            {
                AttachFilesystem(plan, rootfs, mount);
            }
        }
    }

    private void AttachFilesystem(PlanBuilder plan, RootfsSteps rootfs, PlannedMount mount)
    {
        Slot made = FilesystemSteps.Attach(plan, rootfs, mount, _facts);
        if (_label.Length > 0 && mount.Type == "mqueue")
        {
            MountLabel.Set(plan, made, _label);
        }

        if (mount.EndsReadonly)
        {
            _readonlyInTheEnd.Add((mount, made));
        }
        else
        {
            mount.Close(plan, made);
        }
    }
}
