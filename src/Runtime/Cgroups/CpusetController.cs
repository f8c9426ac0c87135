// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Which processors and which memory nodes: the same files in v1 and v2.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "CPU"; cpuset(7); cgroup-v2.rst, "Cpuset".</remarks>
internal static class CpusetController
{
    public static void Plan(WriteList list, CpuResources wanted)
    {
        Plan(list, "cpuset.cpus", wanted.Cpus, "cpu.cpus");
        Plan(list, "cpuset.mems", wanted.Mems, "cpu.mems");
    }

    private static void Plan(WriteList list, string file, string value, string field)
    {
        if (value.Length == 0)
            return;
        CgroupHierarchy hierarchy = list.Need("cpuset", field);
        CgroupWrite write = WriteList.Write(hierarchy, file, value, field);
        // v1 lets no process into a cgroup without processors or memory nodes (cpuset(7), ENOSPC); v2 stands in with
        // the parent's.
        if (hierarchy.IsUnified)
            list.Writes.Add(write);
        else
            list.Setup.Add(write);
    }
}
