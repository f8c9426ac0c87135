// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;
using Husk.Runtime.Lifecycle;
using Husk.Runtime.Tests.Cgroups;

namespace Husk.Runtime.Tests.State;

/// <summary>What limits are in force after a change, and which of them are written for it.</summary>
public sealed class ResourceChangeTests
{
    [Theory]
    [InlineData("""{"memory":{"limit":100,"swap":200}}""", """{"memory":{"limit":150}}""",
        """{"memory":{"limit":150,"swap":200}}""")]
    [InlineData("""{"memory":{"limit":100,"swap":200}}""", """{"memory":{"limit":0,"swap":300}}""",
        """{"memory":{"limit":100,"swap":300}}""")]
    [InlineData(
        """{"memory":{"limit":100,"swap":200}}""", """{"memory":{"limit":-1}}""", """{"memory":{"limit":-1}}""")]
    [InlineData("""{"memory":{"limit":100,"checkBeforeUpdate":true}}""", """{"memory":{"reservation":5}}""",
        """{"memory":{"limit":100,"reservation":5,"checkBeforeUpdate":true}}""")]
    [InlineData("""{"cpu":{"shares":10,"cpus":"0-1"}}""", """{"cpu":{"shares":0,"mems":"0"}}""",
        """{"cpu":{"shares":10,"cpus":"0-1","mems":"0"}}""")]
    [InlineData("""{"cpu":{"quota":10,"period":20,"burst":3}}""", """{"cpu":{"quota":15,"burst":0}}""",
        """{"cpu":{"quota":15,"burst":0,"period":20}}""")]
    [InlineData("""{"pids":{"limit":9}}""", """{"pids":{}}""", """{"pids":{"limit":9}}""")]
    [InlineData("""{"pids":{"limit":9}}""", """{"pids":{"limit":0}}""", """{"pids":{"limit":0}}""")]
    [InlineData("""{"unified":{"a.b":"1","c.d":"2"}}""", """{"unified":{"c.d":"3","e.f":"4"}}""",
        """{"unified":{"a.b":"1","c.d":"3","e.f":"4"}}""")]
    [InlineData("""{"hugepageLimits":[{"pageSize":"2MB","limit":1}]}""",
        """{"hugepageLimits":[{"pageSize":"1GB","limit":2},{"pageSize":"2MB","limit":3}]}""",
        """{"hugepageLimits":[{"pageSize":"2MB","limit":3},{"pageSize":"1GB","limit":2}]}""")]
    [InlineData("""{"blockIO":{"weight":10,"throttleReadBpsDevice":[{"major":8,"minor":0,"rate":1}]}}""",
        """{"blockIO":{"throttleReadBpsDevice":[{"major":8,"minor":0,"rate":2},{"major":8,"minor":16,"rate":3}]}}""",
        """{"blockIO":{"weight":10,"throttleReadBpsDevice":[{"major":8,"minor":0,"rate":2},{"major":8,"minor":16,"rate":3}]}}""")]
    [InlineData("""{"devices":[{"allow":false}],"network":{"classID":7}}""",
        """{"devices":[{"allow":true}],"network":{"priorities":[{"name":"lo","priority":2}]}}""",
        """{"devices":[{"allow":false}],"network":{"classID":7,"priorities":[{"name":"lo","priority":2}]}}""")]
    public void What_is_not_named_stays(string now, string change, string after) =>
        Assert.Equal(Text(Parse(after)), Text(ResourceChange.After(Parse(now), Parse(change))));

    [Theory]
    [InlineData("""{"memory":{"limit":100,"swap":200},"pids":{"limit":9}}""", """{"pids":{"limit":8}}""",
        "pids: pids.max <- 8")]
    [InlineData("""{"memory":{"limit":100,"swap":200}}""", """{"memory":{"reservation":50}}""",
        "memory: memory.soft_limit_in_bytes <- 50")]
    [InlineData("""{"memory":{"limit":100,"swap":200}}""", """{"memory":{"limit":150}}""",
        "memory: memory.memsw.limit_in_bytes <- 200; memory: memory.limit_in_bytes <- 150")]
    [InlineData("""{"cpu":{"shares":77,"idle":1}}""", """{"cpu":{"idle":0}}""", "cpu,cpuacct: cpu.idle <- 0; "
        + "cpu,cpuacct: cpu.shares <- 77")]
    [InlineData("""{"cpu":{"quota":7000,"period":50000}}""", """{"cpu":{"quota":8000}}""",
        "cpu,cpuacct: cpu.cfs_period_us <- 50000; cpu,cpuacct: cpu.cfs_quota_us <- 8000")]
    [InlineData("""{"cpu":{"cpus":"0-1"}}""", """{"cpu":{}}""", "")]
    public void Only_what_is_named_and_what_goes_with_it_is_written(string now, string change, string writes)
    {
        Resources after = ResourceChange.After(Parse(now), Parse(change));
        IReadOnlyList<CgroupWrite> planned = CgroupPlanner.PlanUpdate(
            ResourceChange.ToWrite(after, Parse(change)), Parse(now), Layouts.V1(), memoryUsage: null);
        Assert.Equal(writes, string.Join("; ", planned.Select(write => write.ToString())));
    }

    private static Resources Parse(string json) =>
        RuntimeSpecJson.ParseResources(Encoding.UTF8.GetBytes(json), "resources.json");

    private static string Text(Resources resources) => Encoding.UTF8.GetString(RuntimeSpecJson.Write(resources));
}
