// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runc-events(8).</summary>
public sealed class EventsTests : ConformanceTest
{
    [ContainerFact]
    public void Statistics_are_what_the_cgroup_says()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", JsonNode.Parse("""{"limit": 67108864}"""))
            .Set("linux.resources.pids", JsonNode.Parse("""{"limit": 20}"""))
            .Args("/bin/probe", "eat-memory", "20", ",", "burn-cpu", "0.2", ",", "fork-orphans", "2", ",", "sleep"));
        container.Run("--detach").Succeeded();
        container.WaitForOrphans(2);
        JsonObject told = Sandbox.Runtime("events", "--stats", container.Id).Succeeded().Json();
        Assert.Equal(("stats", container.Id), ((string?)told["type"], (string?)told["id"]));
        JsonNode data = told["data"]!;
        Assert.Equal((3, 20), ((int)data["pids"]!["current"]!, (int)data["pids"]!["limit"]!));
        Assert.Equal(67108864L, (long)data["memory"]!["usage"]!["limit"]!);
        Assert.InRange((long)data["memory"]!["usage"]!["usage"]!, 20 << 20, 64 << 20);
        Assert.InRange((long)data["cpu"]!["usage"]!["total"]!, 5_000_000, 20_000_000_000);
        Assert.InRange((long)data["memory"]!["raw"]![HostCgroups.Unified ? "anon" : "rss"]!, 20 << 20, 64 << 20);
        if (!HostCgroups.Unified)
        {
            Assert.Equal(
                container.ReadCgroup("cpuset", "cpuset.mems"), string.Join(',', data["cpuset"]!["mems"]!.AsArray()));
            Assert.Equal(
                container.ReadCgroup("cpuacct", "cpuacct.usage_percpu").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
                data["cpu"]!["usage"]!["percpu"]!.AsArray().Count);
        }
    }

    /// <summary>The names of runc 1.1 at the places of runc 1.1; more of them is fine.</summary>
    [ContainerFact]
    public void Every_name_is_where_readers_look_for_it()
    {
        // A number that is 0 is left out, and a kernel may count processors' time in hundredths of seconds.
        Container container = Container(spec => spec.Args("/bin/probe", "burn-cpu", "0.2", ",", "sleep"));
        container.Run("--detach").Succeeded();
        JsonNode data = new JsonObject();
        Eventually.True(
            () =>
            {
                data = Sandbox.Runtime("events", "--stats", container.Id).Succeeded().Json()["data"]!;
                return data["cpu"]?["usage"]?["total"] is not null;
            },
            "some processor time");
        string[] places =
        [
            "cpu.usage.total", "cpu.usage.kernel", "cpu.usage.user", "cpu.throttling", "cpuset.cpu_exclusive",
            "cpuset.mem_hardwall",
            "cpuset.mem_exclusive", "cpuset.memory_migrate", "cpuset.memory_spread_page", "cpuset.memory_spread_slab",
            "cpuset.memory_pressure", "cpuset.sched_load_balance", "cpuset.sched_relax_domain_level",
            "memory.usage.limit",
            "memory.usage.usage", "memory.usage.failcnt", "memory.swap.limit", "memory.kernel.failcnt",
            "memory.kernelTCP.failcnt",
            "memory.raw", "pids.current", "blkio", "hugetlb", "intel_rdt", "network_interfaces",
            .. HostCgroups.Unified
                ? Array.Empty<string>()
                :
                [
                    "cpu.usage.percpu", "cpu.usage.percpu_kernel", "cpu.usage.percpu_user", "cpuset.cpus",
                    "cpuset.mems", "memory.usage.max",
                ],
        ];
        Assert.All(places, place =>
        {
            JsonNode? node = data;
            string[] names = place.Split('.');
            foreach (string name in names[..^1])
            {
                node = node![name];
            }

            Assert.True(node!.AsObject().ContainsKey(names[^1]), place + " in " + data.ToJsonString());
        });
    }

    [ContainerFact]
    public void They_come_at_the_interval_until_the_container_ends()
    {
        Container container = Container().RunSleeping();
        using Invocation events = Sandbox.Begin(Launch.Default, "events", "--interval", "100ms", container.Id);
        Eventually.True(() => Lines(events).Length >= 3, "three events");
        Assert.All(Lines(events), line => Assert.Equal("stats", (string?)line["type"]));
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        events.Wait().Succeeded();
    }

    [ContainerFact(RuncDiffers = "1.1 waits on cgroup v1 until the container is deleted")]
    public void The_end_of_the_container_is_their_end_before_it_is_deleted()
    {
        Container container = Container().RunSleeping();
        using Invocation events = Sandbox.Begin(Launch.Default, "events", "--interval", "100ms", container.Id);
        Eventually.True(() => Lines(events).Length > 0, "an event");
        container.Kill().Succeeded();
        events.Wait().Succeeded();
        Assert.Equal("stopped", container.Status);
    }

    [ContainerFact]
    public void Running_out_of_memory_is_told()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", JsonNode.Parse("""{"limit": 20971520, "swap": 20971520}"""))
                .Set("root.readonly", false)
            .Shell("while ! test -e /tmp/go; do sleep 0.05; done; /bin/probe eat-memory 100; /bin/probe sleep"));
        container.Run("--detach").Succeeded();
        using Invocation events = Sandbox.Begin(Launch.Default, "events", "--interval", "100ms", container.Id);
        Eventually.True(() => Lines(events).Length > 0, "it listens");
        System.IO.File.WriteAllText(container.InRootfs("tmp/go"), "");
        Eventually.True(() => Lines(events).Any(line => (string?)line["type"] == "oom"), "an event of type oom");
        JsonObject oom = Lines(events).First(line => (string?)line["type"] == "oom");
        Assert.Equal((container.Id, 2), ((string?)oom["id"], oom.Count));
        Assert.Equal("running", container.Status);
    }

    [ContainerTheory]
    [InlineData("0s")]
    [InlineData("-1s")]
    public void An_interval_has_to_be_some_time(string interval)
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime(
            "events", "--interval", interval, container.Id).Failed(1, "duration interval must be greater than 0");
    }

    [ContainerFact]
    public void What_is_no_interval_is_a_usage_error() =>
        Sandbox.Runtime("events", "--interval", "soon", "id").Exited(1);

    // The last line may be half written yet.
    private static JsonObject[] Lines(Invocation events)
    {
        var whole = new List<string>(events.Stdout.Split('\n'));
        return [.. whole.SkipLast(1).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
