// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Cgroups;
using Husk.Linux.Tests.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

/// <summary>Plans for this host, carried out on it.</summary>
public class PlannedCgroupTests
{
    private const string Probe = """
        o() { busybox dd if=$1 of=/dev/null count=0 2>/dev/null && echo -n "$2 "; }
        m() { n=/tmp/husk-test-node-$$; busybox mknod $n $1 $2 $3 && echo -n "$1$2:$3 "; o $n opens; busybox rm -f $n; }
        for d in null zero full random urandom tty0; do o /dev/$d $d; done
        m c 1 11; m c 5 1; m b 8 0
        """;

    /// <summary>The same rules as v1 holds them in a list and as v2 holds them in a program.</summary>
    public static TheoryData<bool> Guards => [true, false];

    [Theory]
    [MemberData(nameof(Guards))]
    public void A_container_uses_the_default_devices_makes_any_node_and_opens_no_other(bool v1) =>
        Assert.Equal("null zero full random urandom c1:11 c5:1 b8:0", Run(v1, []));

    [Theory]
    [MemberData(nameof(Guards))]
    public void A_device_that_a_rule_allows_opens_too(bool v1) => Assert.Equal(
        "null zero full random urandom c1:11 opens c5:1 b8:0",
        Run(
            v1,
            [
                new() { Allow = false, Access = "rwm" },
                new() { Allow = true, Type = "c", Major = 1, Minor = 11, Access = "r" },
            ]));

    [Fact]
    public void Limits_are_in_force_on_this_host()
    {
        Resources resources = new()
        {
            Memory = new() { Limit = 64 << 20, Reservation = 32 << 20 },
            Cpu = new() { Shares = 512, Quota = 25000, Period = 50000, Cpus = "0", Mems = "0" },
            Pids = new() { Limit = 10 },
            HugepageLimits = [new() { PageSize = "2MB", Limit = 2 << 20 }],
        };
        CgroupLayout layout = CgroupLayout.Read();
        CgroupPlan plan = Plan(layout, resources);
        string enabled = layout.Unified!.MountPoint + "/cgroup.subtree_control", before = File.ReadAllText(enabled);
        Cgroup cgroup = Cgroup.Create(plan);
        try
        {
            cgroup.Apply(plan, unified: true);
            cgroup.Apply(plan, unified: false);
            foreach (
                CgroupWrite write in plan.Setup.Concat(plan.Writes).Where(write => !write.File.StartsWith("devices.")))
            {
                Assert.Equal(
                    write.Value, File.ReadAllText($"{cgroup.PathIn(write.Hierarchy)}/{write.File}").TrimEnd('\n'));
            }
        }
        finally
        {
            cgroup.Delete();
            if (before.TrimEnd('\n').Length == 0)
                File.WriteAllText(enabled, "-hugetlb");
        }
    }

    private static CgroupPlan Plan(CgroupLayout layout, Resources resources) => CgroupPlanner.Plan(
        new() { Linux = new() { CgroupsPath = "/husk-test-cg-" + Guid.NewGuid().ToString("n")[..12], Resources = resources } }, "id", layout);

    private static string Run(bool v1, DeviceRule[] rules)
    {
        CgroupLayout layout = CgroupLayout.Read();
        if (!v1)
            layout = layout with { Hierarchies = [.. layout.Hierarchies.Where(each => !each.Has("devices"))] };
        CgroupPlan plan = Plan(layout, new() { Devices = rules });
        Assert.Equal(v1, plan.DeviceProgram is null);
        Cgroup cgroup = Cgroup.Create(plan);
        try
        {
            cgroup.Apply(plan, unified: true);
            cgroup.Apply(plan, unified: false);
            using var shell = new GatedShell(Probe);
            cgroup.Attach(shell.Pid);
            return shell.Finish().Output.TrimEnd(' ');
        }
        finally
        {
            cgroup.Delete();
            Assert.DoesNotContain(plan.Directories, each => Directory.Exists(each.Path));
        }
    }
}
