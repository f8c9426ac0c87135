// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using Husk.Linux.Cgroups;
using Husk.Oci.Json;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Handles and objects of RDMA adapters: the same file in v1 and v2.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "RDMA"; cgroup-v1/rdma.rst; cgroup-v2.rst, "RDMA".</remarks>
internal static class RdmaController
{
    public static void Plan(WriteList list, IReadOnlyDictionary<string, RdmaLimit> wanted)
    {
        foreach ((string device, RdmaLimit limit) in wanted)
        {
            string field = "rdma" + JsonPath.Member(device);
            CgroupHierarchy hierarchy = list.Need("rdma", field);
            string value = device;
            if (limit.HcaHandles is { } handles)
                value += string.Create(CultureInfo.InvariantCulture, $" hca_handle={handles}");
            if (limit.HcaObjects is { } objects)
                value += string.Create(CultureInfo.InvariantCulture, $" hca_object={objects}");
            if (value.Length == device.Length)
                throw WriteList.Refuse(field, "has neither hcaHandles nor hcaObjects; give at least one");
            list.Add(hierarchy, "rdma.max", value, field);
        }
    }
}
