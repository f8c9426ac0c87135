// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Cgroups;

/// <summary>Weights and rates of block devices: <c>blkio</c> in v1, <c>io</c> in v2.</summary>
/// <remarks>
/// Source: runtime-spec config-linux.md, "Block IO"; cgroup-v1/blkio-controller.rst; cgroup-v2.rst, "IO";
/// block/bfq-iosched.rst.
/// </remarks>
internal static class BlockIoController
{
    public static void Plan(WriteList list, BlockIoResources wanted)
    {
        if (AnyField(wanted) is not { } field)
            return;
        // The same controller under two names: it is in one of the two hierarchies.
        CgroupHierarchy hierarchy = list.Layout.Find("blkio") ?? list.Layout.Find("io") ?? list.Need("blkio", field);
        if (wanted.Weight is { } weight and not 0)
            PlanWeight(list, hierarchy, "", weight, "blockIO.weight");
        if (wanted.LeafWeight is { } leafWeight and not 0)
            PlanLeafWeight(list, hierarchy, "blkio.leaf_weight", "", leafWeight, "blockIO.leafWeight");
        for (int i = 0; i < wanted.WeightDevice.Length; i++)
            PlanWeightDevice(list, hierarchy, wanted.WeightDevice[i], $"blockIO.weightDevice[{i}]");

        PlanRates(list, hierarchy, wanted.ThrottleReadBpsDevice, "throttleReadBpsDevice", "read_bps", "rbps");
        PlanRates(list, hierarchy, wanted.ThrottleWriteBpsDevice, "throttleWriteBpsDevice", "write_bps", "wbps");
        PlanRates(list, hierarchy, wanted.ThrottleReadIopsDevice, "throttleReadIOPSDevice", "read_iops", "riops");
        PlanRates(list, hierarchy, wanted.ThrottleWriteIopsDevice, "throttleWriteIOPSDevice", "write_iops", "wiops");
    }

    private static string? AnyField(BlockIoResources wanted)
    {
        if (wanted.Weight is not (null or 0))
            return "blockIO.weight";
        if (wanted.LeafWeight is not (null or 0))
            return "blockIO.leafWeight";
        if (wanted.WeightDevice.Length > 0)
            return "blockIO.weightDevice";
        if (wanted.ThrottleReadBpsDevice.Length > 0)
            return "blockIO.throttleReadBpsDevice";
        if (wanted.ThrottleWriteBpsDevice.Length > 0)
            return "blockIO.throttleWriteBpsDevice";
        if (wanted.ThrottleReadIopsDevice.Length > 0)
            return "blockIO.throttleReadIOPSDevice";
        return wanted.ThrottleWriteIopsDevice.Length > 0 ? "blockIO.throttleWriteIOPSDevice" : null;
    }

    private static void PlanWeightDevice(WriteList list, CgroupHierarchy hierarchy, WeightDevice wanted, string field)
    {
        string device = $"{wanted.Major}:{wanted.Minor} ";
        if (wanted.Weight is { } weight and not 0)
            PlanWeight(list, hierarchy, device, weight, field + ".weight");
        if (wanted.LeafWeight is { } leafWeight and not 0)
            PlanLeafWeight(list, hierarchy, "blkio.leaf_weight_device", device, leafWeight, field + ".leafWeight");
    }

    /// <summary>
    /// Which file there is depends on the kernel's schedulers: BFQ brings its own, with the range of the spec.
    /// </summary>
    private static void PlanWeight(
        WriteList list, CgroupHierarchy hierarchy, string device, ushort weight, string field)
    {
        if (weight is < 10 or > 1000)
            throw WriteList.Refuse(field, $"{weight} is not in the range 10 to 1000");
        string own = device + WriteList.Text((ulong)weight);
        CgroupWrite first, other;
        if (hierarchy.IsUnified)
        {
            first = WriteList.Write(hierarchy, "io.bfq.weight", own, field);
            other = first with { File = "io.weight", Value = device + WriteList.Text(Scaled(weight)) };
        }
        else
        {
            string suffix = device.Length == 0 ? "" : "_device";
            first = WriteList.Write(hierarchy, "blkio.weight" + suffix, own, field);
            other = first with { File = "blkio.bfq.weight" + suffix };
        }

        list.Writes.Add(first with { Otherwise = other });
    }

    /// <summary>io.weight goes from 1 to 10000: the spec's range on a straight line, as in runc and crun.</summary>
    public static ulong Scaled(ushort weight) =>
        1 + ((Math.Clamp(weight, (ushort)10, (ushort)1000) - 10UL) * 9999 / 990);

    private static void PlanLeafWeight(
        WriteList list, CgroupHierarchy hierarchy, string file, string device, ushort weight, string field)
    {
        if (hierarchy.IsUnified)
            throw WriteList.Refuse(field, "cgroup v2 has no weight against child cgroups; leave it out");
        list.Add(hierarchy, file, device + WriteList.Text((ulong)weight), field);
    }

    private static void PlanRates(
        WriteList list, CgroupHierarchy hierarchy, ThrottleDevice[] wanted, string property, string v1, string v2)
    {
        for (int i = 0; i < wanted.Length; i++)
        {
            ThrottleDevice each = wanted[i];
            string device = $"{each.Major}:{each.Minor} ", rate = WriteList.Text(each.Rate);
            string field = $"blockIO.{property}[{i}]";
            // A rate of 0 lifts the limit in v1; v2 has a word for that, and answers 0 with ERANGE.
            if (hierarchy.IsUnified)
                list.Add(hierarchy, "io.max", $"{device}{v2}={(each.Rate == 0 ? "max" : rate)}", field);
            else
                list.Add(hierarchy, $"blkio.throttle.{v1}_device", device + rate, field);
        }
    }
}
