// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Marks on the network traffic: two controllers that v2 does not have.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Network"; cgroup-v1/net_cls.rst; cgroup-v1/net_prio.rst.</remarks>
internal static class NetworkController
{
    public static void Plan(WriteList list, NetworkResources wanted)
    {
        if (wanted.ClassId is { } classId and not 0)
        {
            const string field = "network.classID";
            list.Add(Need(list, "net_cls", field), "net_cls.classid", (ulong)classId, field);
        }

        for (int i = 0; i < wanted.Priorities.Length; i++)
        {
            string field = $"network.priorities[{i}]";
            InterfacePriority each = wanted.Priorities[i];
            list.Add(Need(list, "net_prio", field), "net_prio.ifpriomap", $"{each.Name} {each.Priority}", field);
        }
    }

    private static CgroupHierarchy Need(WriteList list, string controller, string field) =>
        list.Layout.Version == CgroupVersion.V2
            ? throw WriteList.Refuse(field, $"cgroup v2 has no {controller}; leave it out")
            : list.Need(controller, field);
}
