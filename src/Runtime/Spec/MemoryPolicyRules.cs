// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Spec;

/// <summary>What set_mempolicy(2) would refuse with EINVAL and no more.</summary>
/// <remarks>Source: config-linux.md, "Memory policy".</remarks>
internal static class MemoryPolicyRules
{
    private const string Path = "$.linux.memoryPolicy";

    public static void Check(RuntimeSpec spec, List<string> warnings)
    {
        if (spec.Linux?.MemoryPolicy is not { } policy)
            return;
        int mode = SpecWords.MemoryPolicyModes.Find(policy.Mode, $"{Path}.mode");
        SpecWords.MemoryPolicyFlags.CheckAll(policy.Flags, $"{Path}.flags");
        CheckNodes(policy, mode);
        CheckFlags(policy, mode);
    }

    private static void CheckNodes(MemoryPolicy policy, int mode)
    {
        bool any = NumberList.Mask(policy.Nodes, $"{Path}.nodes").Length > 0;
        if (any && mode is (MPOL_DEFAULT or MPOL_LOCAL))
            throw SpecException.At($"{Path}.nodes", $"{policy.Mode} takes no nodes");
        if (!any && mode is (MPOL_BIND or MPOL_INTERLEAVE or MPOL_WEIGHTED_INTERLEAVE or MPOL_PREFERRED_MANY))
            throw SpecException.At($"{Path}.nodes", $"{policy.Mode} needs at least one node");
    }

    private static void CheckFlags(MemoryPolicy policy, int mode)
    {
        if (Has(policy, "MPOL_F_STATIC_NODES") && Has(policy, "MPOL_F_RELATIVE_NODES"))
            throw SpecException.At($"{Path}.flags", "MPOL_F_STATIC_NODES and MPOL_F_RELATIVE_NODES exclude each other");
        if (Has(policy, "MPOL_F_NUMA_BALANCING") && mode is not (MPOL_BIND or MPOL_PREFERRED_MANY))
            throw SpecException.At($"{Path}.flags", $"MPOL_F_NUMA_BALANCING does not go with {policy.Mode}");
    }

    private static bool Has(MemoryPolicy policy, string flag) => Array.IndexOf(policy.Flags, flag) >= 0;
}
