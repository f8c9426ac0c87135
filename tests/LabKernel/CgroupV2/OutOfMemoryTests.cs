// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.CgroupV2;

/// <summary>What the host sees of a container that wants more memory than it may have: memory.events.</summary>
public sealed class OutOfMemoryTests : ConformanceTest
{
    [ContainerFact]
    public void The_kill_is_counted_where_engines_look()
    {
        Container container = Container(spec => spec.Set("linux.resources.memory",
            new JsonObject { ["limit"] = 32 << 20, ["swap"] = 32 << 20 })).RunSleeping();
        Assert.Equal("oom_kill 0", Event(container, "oom_kill"));
        container.Exec("/bin/probe", "eat-memory", "96").Exited(128 + 9);
        Assert.Equal("oom_kill 1", Event(container, "oom_kill"));
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void With_a_group_all_processes_go_together()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", new JsonObject { ["limit"] = 32 << 20, ["swap"] = 32 << 20 })
            .Set("linux.resources.unified", new JsonObject { ["memory.oom.group"] = "1" })).RunSleeping();
        container.Exec("/bin/probe", "eat-memory", "96").Exited(128 + 9);
        container.WaitForStatus("stopped");
    }

    [ContainerFact]
    public void Above_memory_high_a_process_is_slowed_and_lives()
    {
        Container container = Container(spec => spec.Set("linux.resources.unified",
            new JsonObject { ["memory.high"] = "16777216", ["memory.swap.max"] = "0" })).RunSleeping();
        container.Exec("/bin/probe", "eat-memory", "17").Succeeded();
        Assert.NotEqual("high 0", Event(container, "high"));
        Assert.Equal("oom_kill 0", Event(container, "oom_kill"));
    }

    private static string Event(Container container, string name) => container.ReadCgroup("unified", "memory.events")
        .Split('\n').First(line => line.StartsWith(name + " ", StringComparison.Ordinal));
}
