// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>What a process notices of its limits; each set and unset.</summary>
public sealed class LimitEffectTests : ConformanceTest
{
    private const int MiB = 1 << 20;

    [ContainerTheory]
    [InlineData(32, 128 + 9)]
    [InlineData(null, 0)]
    public void Who_takes_more_memory_than_the_limit_is_killed(int? limit, int exitCode) =>
        Container(spec => spec.Set("linux.resources.memory",
            limit is { } size ? new JsonObject { ["limit"] = size * MiB, ["swap"] = size * MiB } : null)
            .Args("/bin/probe", "eat-memory", "96")).Run().Exited(exitCode);

    [ContainerFact]
    public void A_limit_is_for_the_container_and_its_exec_together()
    {
        Container container =
            Container(spec => spec.Set("linux.resources.memory",
                new JsonObject { ["limit"] = 32 * MiB, ["swap"] = 32 * MiB })).RunSleeping();
        container.Exec("/bin/probe", "eat-memory", "96").Exited(128 + 9);
    }

    [ContainerTheory]
    [InlineData(20, true)]
    [InlineData(null, false)]
    public void Forking_fails_at_the_limit(int? limit, bool stopped)
    {
        JsonObject answer = Container(spec =>
            spec.Set("linux.resources.pids", limit is { } count ? new JsonObject { ["limit"] = count } : null)
            .Args("/bin/probe", "fork-bomb", "60")).Run().Succeeded().Json();
        Assert.Equal(stopped ? "EAGAIN" : null, (string?)answer["errno"]);
        Assert.Equal(stopped ? 19 : 60, (int)answer["forked"]!);
    }

    [ContainerTheory]
    [InlineData(10000, true)]
    [InlineData(null, false)]
    public void Who_has_used_its_quota_waits_for_the_next_period(int? quota, bool throttled)
    {
        Container container =
            Container(spec => spec.Set("linux.resources.cpu",
                quota is { } value ? new JsonObject { ["quota"] = value, ["period"] = 100000 } : null)).RunSleeping();
        JsonObject answer = container.Exec("/bin/probe", "burn-cpu", "0.6").Succeeded().Json();
        string line = container.ReadCgroup("cpu", "cpu.stat").Split('\n')
            .FirstOrDefault(each => each.StartsWith("nr_throttled", StringComparison.Ordinal), "nr_throttled 0");
        Assert.Equal(throttled, int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) > 0);
        if (throttled)
        {
            // A tenth of 0.6 s is 60 ms, and a runtime's own use before it.
            Assert.InRange((int)answer["milliseconds"]!, 0, 300);
        }
    }
}
