// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Huge pages by their size, both those used and those reserved.</summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "Huge page limits"; cgroup-v1/hugetlb.rst; cgroup-v2.rst, "HugeTLB".
/// </remarks>
internal static class HugetlbController
{
    public static void Plan(WriteList list, IReadOnlyList<HugepageLimit> wanted)
    {
        for (int i = 0; i < wanted.Count; i++)
        {
            string field = $"hugepageLimits[{i}]", size = wanted[i].PageSize;
            CgroupHierarchy hierarchy = list.Need("hugetlb", field);
            if (!IsPageSize(size))
            {
                throw WriteList.Refuse(
                    field + ".pageSize", $"{JsonText.Quoted(size)} is no page size; write it as 64KB, 2MB or 1GB");
            }

            string name = hierarchy.IsUnified ? "max" : "limit_in_bytes", value = WriteList.Text(wanted[i].Limit);
            list.Add(hierarchy, $"hugetlb.{size}.{name}", value, field);
            // Since 5.7. It refuses at mmap(2), where the other one sends SIGBUS at the first touch.
            CgroupWrite reserved = WriteList.Write(hierarchy, $"hugetlb.{size}.rsvd.{name}", value, field);
            list.Writes.Add(reserved with { Optional = true });
        }
    }

    /// <summary>It becomes part of a file's name: digits, then KB, MB or GB.</summary>
    private static bool IsPageSize(string size)
    {
        if (size.Length < 3 || size[^1] != 'B' || size[^2] is not ('K' or 'M' or 'G'))
            return false;
        for (int i = 0; i < size.Length - 2; i++)
        {
            if (!char.IsAsciiDigit(size[i]))
                return false;
        }

        return true;
    }
}
