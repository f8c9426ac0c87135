// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runc-update(8): new limits of a running container, as the host's cgroup files have them.</summary>
public sealed class UpdateTests : ConformanceTest
{
    /// <summary>Options, controller, and what its files say then: v1's file and value, v2's file and value.</summary>
    public static IEnumerable<object[]> Flags => AllFlags.Where(row => HostCgroups.Has((string)row[1]));

    private static IEnumerable<object[]> AllFlags =>
    [
        ["--memory 48m", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 48M", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 48MB", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 48MiB", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 50331648", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 50331648b", "memory", "memory.limit_in_bytes", "50331648", "memory.max", "50331648"],
        ["--memory 1.5g", "memory", "memory.limit_in_bytes", "1610612736", "memory.max", "1610612736"],
        ["--memory-reservation 16m", "memory", "memory.soft_limit_in_bytes", "16777216", "memory.low", "16777216"],
        ["--memory 32m --memory-swap 64m", "memory", "memory.memsw.limit_in_bytes", "67108864", "memory.swap.max",
            "33554432"],
        ["--cpu-share 200", "cpu", "cpu.shares", "200", "cpu.weight", "8|29"],
        ["--cpu-period 50000 --cpu-quota 20000", "cpu", "cpu.cfs_quota_us", "20000", "cpu.max", "20000 50000"],
        ["--cpu-period 50000 --cpu-quota 20000", "cpu", "cpu.cfs_period_us", "50000", "cpu.max", "20000 50000"],
        ["--cpu-quota 30000", "cpu", "cpu.cfs_quota_us", "30000", "cpu.max", "30000 100000"],
        ["--cpuset-cpus 0", "cpuset", "cpuset.cpus", "0", "cpuset.cpus", "0"],
        ["--cpuset-mems 0", "cpuset", "cpuset.mems", "0", "cpuset.mems", "0"],
        ["--pids-limit 11", "pids", "pids.max", "11", "pids.max", "11"],
        ["--pids-limit -1", "pids", "pids.max", "max", "pids.max", "max"],
    ];

    [ContainerTheory]
    [MemberData(nameof(Flags))]
    public void A_flag_sets_its_limit(
        string options, string controller, string file, string value, string fileV2, string valueV2)
    {
        Container container = Container().RunSleeping();
        container.Update(options.Split(' ')).Succeeded();
        (file, value) = HostCgroups.Unified ? (fileV2, valueV2) : (file, value);
        Assert.Contains(container.ReadCgroup(controller, file), value.Split('|'));
        Assert.Equal("running", container.Status);
    }

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_or_standard_input_sets_what_it_names(bool standardInput)
    {
        Container container = Container().RunSleeping();
        string file = Sandbox.MakeFile("resources.json",
            """{"memory": {"limit": 33554432}, "cpu": {"shares": 300, "quota": 40000, "period": 90000}, "pids": {"limit": 12}}""");
        Result result = standardInput
            ? Sandbox.Begin(new Launch { Stdin = file }, "update", "--resources", "-", container.Id).Wait()
            : container.Update("-r", file);
        result.Succeeded();
        Assert.Equal("33554432", Memory(container));
        Assert.Equal("12", container.ReadCgroup("pids", "pids.max"));
        Assert.Equal(HostCgroups.Unified ? "40000 90000" : "40000",
            container.ReadCgroup("cpu", HostCgroups.Unified ? "cpu.max" : "cpu.cfs_quota_us"));
    }

    [ContainerFact]
    public void What_is_not_named_stays()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", JsonNode.Parse("""{"limit": 67108864}"""))
            .Set("linux.resources.pids", JsonNode.Parse("""{"limit": 20}"""))).RunSleeping();
        container.Update("--memory", "32m").Succeeded();
        container.Update("--pids-limit", "30").Succeeded();
        Assert.Equal(("33554432", "30"), (Memory(container), container.ReadCgroup("pids", "pids.max")));
        container.Exec("/bin/cat", "/dev/null").Succeeded();
    }

    [ContainerFact]
    public void The_limits_grow_and_shrink_in_either_order()
    {
        Container container = Container().RunSleeping();
        foreach ((string memory,
            string swap) in new[] { ("32m", "64m"), ("128m", "256m"), ("16m", "16m"), ("300m", "-1"), ("64m", "65m") })
        {
            container.Update("--memory", memory, "--memory-swap", swap).Succeeded();
        }

        Assert.Equal("67108864", Memory(container));
        container.Update("--memory", "-1").Succeeded();
        Assert.Contains(Memory(container), (string[])["max", "9223372036854771712"]);
    }

    [ContainerFact]
    public void The_period_and_the_quota_can_be_set_one_after_the_other()
    {
        Container container = Container().RunSleeping();
        container.Update("--cpu-quota", "500000", "--cpu-period", "1000000").Succeeded();
        container.Update("--cpu-period", "100000", "--cpu-quota", "3000").Succeeded();
        container.Update("--cpu-period", "900000").Succeeded();
        container.Update("--cpu-quota", "600000").Succeeded();
        string all = HostCgroups.Unified ? container.ReadCgroup("cpu", "cpu.max")
            : container.ReadCgroup("cpu", "cpu.cfs_quota_us") + " " + container.ReadCgroup("cpu", "cpu.cfs_period_us");
        Assert.Equal("600000 900000", all);
        container.Update("--cpu-quota", "-1").Succeeded();
        Assert.StartsWith(HostCgroups.Unified ? "max" : "-1",
            container.ReadCgroup(
                "cpu", HostCgroups.Unified ? "cpu.max" : "cpu.cfs_quota_us"), System.StringComparison.Ordinal);
    }

    [ContainerFact(RuncDiffers = "1.1 knows neither flag")]
    public void Burst_and_idle_can_be_set()
    {
        Container container = Container().RunSleeping();
        container.Update("--cpu-quota", "50000", "--cpu-burst", "20000").Succeeded();
        Assert.Equal("20000", container.ReadCgroup("cpu", HostCgroups.Unified ? "cpu.max.burst" : "cpu.cfs_burst_us"));
        container.Update("--cpu-share", "700").Succeeded();
        string weight = HostCgroups.Unified ? "cpu.weight" : "cpu.shares";
        string before = container.ReadCgroup("cpu", weight);
        container.Update("--cpu-idle", "1").Succeeded();
        Assert.Equal("1", container.ReadCgroup("cpu", "cpu.idle"));
        container.Update("--cpu-idle", "0").Succeeded();
        Assert.Equal(("0", before), (container.ReadCgroup("cpu", "cpu.idle"), container.ReadCgroup("cpu", weight)));
    }

    [ContainerFact(RuncDiffers = "leaves what it had written before the limit that was refused")]
    public void A_refused_limit_changes_nothing()
    {
        Container container = Container(
            spec => spec.Set("linux.resources.pids", JsonNode.Parse("""{"limit": 20}"""))).RunSleeping();
        string[] files = HostCgroups.Unified ? ["memory.max", "memory.swap.max", "cpu.max", "pids.max"]
            :
            [
                "memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "cpu.shares", "cpu.cfs_quota_us", "pids.max",
                "cpuset.cpus",
            ];
        Dictionary<string, string> before = Read();
        container.Update(
            "--memory", "64m", "--memory-swap", "64m", "--cpu-share", "333", "--pids-limit", "9", "--cpuset-cpus", "0",
            "--cpu-quota", "1").Failed(1);
        Assert.Equal(before, Read());
        container.Update("--cpuset-cpus", "4000", "--memory", "64m").Failed(1, "cpuset");
        Assert.Equal(before, Read());

        Dictionary<string, string> Read()
        {
            var values = new Dictionary<string, string>();
            foreach (string file in files)
            {
                values[file] = container.ReadCgroup(file[..file.IndexOf('.')], file);
            }

            return values;
        }
    }

    [ContainerFact]
    public void Less_memory_than_is_in_use_is_refused()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "eat-memory", "40", ",", "sleep"));
        container.Run("--detach").Succeeded();
        long Usage() => long.Parse(
            container.ReadCgroup("memory", HostCgroups.Unified ? "memory.current" : "memory.usage_in_bytes"),
            CultureInfo.InvariantCulture);
        Eventually.True(() => Usage() > 40 << 20, "40 MiB in use");
        string file = Sandbox.MakeFile("resources.json",
            """{"memory": {"limit": 1048576, "swap": 1048576, "checkBeforeUpdate": true}}""");
        container.Update("--resources", file).Failed(
            1, HostCgroups.Unified ? "rejecting memory" : "unable to set memory limit");
        Assert.Contains(Memory(container), (string[])["max", "9223372036854771712"]);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Devices_stay_as_they_are()
    {
        Container container = Container(spec => spec
            .Set("root.readonly", false).Capabilities("CAP_MKNOD").Set("process.user.uid", 0)).RunSleeping();
        container.Exec("/bin/probe", "mknod", "b", "7", "200", "/node").Succeeded();
        string file = Sandbox.MakeFile(
            "resources.json", """{"devices": [{"allow": true, "access": "rwm"}], "pids": {"limit": 50}}""");
        container.Update("-r", file).Succeeded();
        Assert.Null((string?)container.Exec("/bin/probe", "open", "/dev/null", "r").Succeeded().Json()["errno"]);
        Assert.Equal("EPERM", (string?)container.Exec("/bin/probe", "open", "/node", "r").Succeeded().Json()["errno"]);
    }

    [ContainerTheory]
    [InlineData("--memory", "lots", "invalid value for memory")]
    [InlineData("--memory", "1x", "invalid value for memory")]
    [InlineData("--memory-swap", "-2", "invalid value for memory-swap")]
    [InlineData("--cpu-share", "-1", "invalid value for cpu-share")]
    [InlineData("--cpu-quota", "1.5", "invalid value for cpu-quota")]
    [InlineData("--cpu-period", "0x10", "invalid value for cpu-period")]
    [InlineData("--resources", "/no/such/file", "/no/such/file")]
    [InlineData("--l3-cache-schema", "L3:0=f", "l3 cache schema is not enabled")]
    [InlineData("--mem-bw-schema", "MB:0=20", "memory bandwidth schema is not enabled")]
    public void A_value_that_makes_no_sense_is_an_error(string flag, string value, string error)
    {
        Container container = Container().RunSleeping();
        container.Update(flag, value).Failed(1, error);
    }

    [ContainerTheory]
    [InlineData("--kernel-memory")]
    [InlineData("--kernel-memory-tcp")]
    public void Kernel_memory_is_ignored_with_a_warning(string flag)
    {
        Container container = Container().RunSleeping();
        Assert.Contains(
            "Kernel memory settings are ignored", container.Update(
                flag, "50m").Succeeded().Stderr, System.StringComparison.Ordinal);
    }

    private static string Memory(Container container) =>
        container.ReadCgroup("memory", HostCgroups.Unified ? "memory.max" : "memory.limit_in_bytes");
}
