// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>The number of tasks: the same file in v1 and v2.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "PIDs"; cgroup-v2.rst, "PID".</remarks>
internal static class PidsController
{
    private const string Field = "pids.limit";

    public static void Plan(WriteList list, PidsResources wanted)
    {
        if (wanted.Limit is not { } limit)
            return;
        CgroupHierarchy hierarchy = list.Need("pids", Field);
        string value = limit switch
        {
            < 0 => "max",
            // A limit of 0 keeps the init process out of the cgroup when clone3 puts it there. systemd knows no 0
            // either, and with 1 there is nothing the container can fork.
            0 => "1",
            _ => WriteList.Text(limit),
        };
        list.Add(hierarchy, "pids.max", value, Field);
    }
}
