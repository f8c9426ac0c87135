// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Mounts;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>One entry of `mounts`, its options read.</summary>
internal sealed record PlannedMount(Mount Spec, string Destination, MountOptions Options)
{
    /// <summary>The detached tree of a bind mount.</summary>
    public Slot? Tree { get; set; }

    public CgroupMountSteps? Cgroups { get; set; }

    public bool IsBind => Options.Bind || Spec.Type == "bind";

    public string Type => Spec.Type;

    /// <summary>A bind's source is relative to the bundle.</summary>
    public string SourcePath(PlanFacts facts) => Path.Combine(facts.Bundle, Spec.Source);

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
            plan.SetMountAttributes(mount, AT_RECURSIVE, new mount_attr { attr_set = attributes.Set, attr_clr = attributes.Clear });
        }
    }
}
