// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>One entry of `mounts`, its options read.</summary>
internal sealed record PlannedMount(int Index, Mount Spec, string Destination, MountOptions Options)
{
    /// <summary>The detached tree of a bind mount.</summary>
    public Slot? Tree { get; set; }

    public CgroupMountSteps? Cgroups { get; set; }

    /// <summary>The user namespace whose maps it gets; closed when the mount is in place.</summary>
    public Slot? UserNamespace { get; set; }

    public bool IsBind => Options.Bind || Spec.Type == "bind";

    /// <summary>Nothing can be mounted below what it hides any more.</summary>
    public bool IsOverRoot => Destination == "/" && !Options.Remount;

    public bool IsCgroup => !IsBind && Spec.Type is "cgroup" or "cgroup2";

    /// <summary>A tmpfs that begins with what it covers: the runtime makes and fills it before the clone.</summary>
    public bool CopiesUp => Options.TmpCopyUp && Type == "tmpfs" && !IsBind && !Options.Remount;

    /// <summary>
    /// Owners in it are shifted. The kernel does that to mounts which are attached nowhere yet, so not to a remount.
    /// </summary>
    public bool IsIdMapped => Options.IdMap != IdMapKind.None || Spec.UidMappings.Length > 0;

    /// <summary>
    /// Something is still to be made in it, so that `ro` has to wait: the devices in /dev, mount points in a tmpfs.
    /// </summary>
    public bool EndsReadonly =>
        (Options.MsFlagsSet & MS_RDONLY) != 0 && !IsBind && (Type == "tmpfs" || Destination == "/dev");

    public string Type => Spec.Type;

    /// <summary>What errors call it.</summary>
    public string Name => $"mounts[{Index}] ({Destination})";

    public static PlannedMount Of(RuntimeSpec spec, int index)
    {
        Mount mount = MountLabel.On(spec.Mounts[index], spec);
        return new PlannedMount(
            index, mount, ContainerPath.Clean(mount.Destination), MountOptions.Parse(mount.Options));
    }

    /// <summary>A bind's source is relative to the bundle.</summary>
    public string SourcePath(PlanFacts facts) => SourcePath(facts.Bundle);

    public string SourcePath(string bundle) => Path.Combine(bundle, Spec.Source);

    /// <summary>What the options say of propagation and of the mounts below, once the mount is in place.</summary>
    public void SetPropagation(PlanBuilder plan, Slot mount)
    {
        foreach (ulong propagation in Options.Propagation)
        {
            int recursive = (propagation & MS_REC) != 0 ? AT_RECURSIVE : 0;
            plan.SetMountAttributes(mount, recursive, new mount_attr { propagation = propagation & ~(ulong)MS_REC });
        }

        MountAttributes attributes = Options.RecursiveAttributes;
        if (!attributes.IsEmpty)
        {
            var recursive = new mount_attr { attr_set = attributes.Set, attr_clr = attributes.Clear };
            plan.SetMountAttributes(mount, AT_RECURSIVE, recursive);
        }
    }

    /// <summary>Closes what the mount was made with.</summary>
    public void Close(PlanBuilder plan, Slot mount)
    {
        plan.Close(mount);
        if (UserNamespace is { } userNamespace)
        {
            plan.Close(userNamespace);
        }
    }
}
