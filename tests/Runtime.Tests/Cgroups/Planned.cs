// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

/// <summary>Plans one <c>linux.resources</c>, and reads the plan as lines.</summary>
internal static class Planned
{
    public static CgroupPlan Plan(CgroupLayout layout, Resources resources, string cgroupsPath = "/test") =>
        CgroupPlanner.Plan(
            new() { Linux = new LinuxSpec { CgroupsPath = cgroupsPath, Resources = resources } }, "id", layout);

    /// <summary>
    /// The writes without those of the device list, which every container has, in their order and with what comes
    /// before a process is in.
    /// </summary>
    public static string[] Lines(CgroupLayout layout, Resources resources)
    {
        CgroupPlan plan = Plan(layout, resources);
        return [.. Lines(plan.Setup.Concat(plan.Writes).Where(write => !write.File.StartsWith("devices.")))];
    }

    /// <summary>As <see cref="Lines(CgroupLayout, Resources)"/>, of an update.</summary>
    public static string[] UpdateLines(
        CgroupLayout layout, Resources wanted, Resources now, ulong? memoryUsage = null) =>
        [.. Lines(CgroupPlanner.PlanUpdate(wanted, now, layout, memoryUsage))];

    /// <summary>
    /// The one refusal of a plan: its message, whose path in config.json has to be the one the exception carries.
    /// </summary>
    public static string Refusal(CgroupLayout layout, Resources resources)
    {
        var refused = Assert.Throws<SpecException>(() => Plan(layout, resources));
        Assert.StartsWith(refused.JsonPath + ": ", refused.Message);
        return refused.Message;
    }

    private static IEnumerable<string> Lines(IEnumerable<CgroupWrite> writes) => writes.Select(Line);

    private static string Line(CgroupWrite write)
    {
        string line = write.ToString();
        if (write.Optional)
            line += " (optional)";
        return write.Otherwise is { } otherwise ? $"{line} | {Line(otherwise)}" : line;
    }
}
