// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "POSIX process", `rlimits`; getrlimit(2).</summary>
public sealed class RlimitTests : ConformanceTest
{
    private const ulong Unlimited = ulong.MaxValue;

    [ContainerTheory]
    [InlineData("RLIMIT_AS", 1UL << 40, 1UL << 41)]
    [InlineData("RLIMIT_CORE", 0UL, 4096UL)]
    [InlineData("RLIMIT_CPU", 1000UL, 2000UL)]
    [InlineData("RLIMIT_DATA", 1UL << 40, 1UL << 41)]
    [InlineData("RLIMIT_FSIZE", 1UL << 30, Unlimited)]
    [InlineData("RLIMIT_LOCKS", 11UL, 12UL)]
    [InlineData("RLIMIT_MEMLOCK", 4096UL, 8192UL)]
    [InlineData("RLIMIT_MSGQUEUE", 1000UL, 2000UL)]
    [InlineData("RLIMIT_NICE", 0UL, 0UL)]
    [InlineData("RLIMIT_NOFILE", 200UL, 200UL)]
    [InlineData("RLIMIT_NPROC", 300UL, 400UL)]
    [InlineData("RLIMIT_RSS", 1UL << 30, 1UL << 31)]
    [InlineData("RLIMIT_RTPRIO", 0UL, 0UL)]
    [InlineData("RLIMIT_RTTIME", 1000000UL, 2000000UL)]
    [InlineData("RLIMIT_SIGPENDING", 50UL, 60UL)]
    [InlineData("RLIMIT_STACK", 4UL << 20, 8UL << 20)]
    public void A_limit_has_its_soft_and_hard_value(string type, ulong soft, ulong hard) =>
        Assert.Equal((soft, hard), Facts(spec => spec.Set("process.rlimits", Limits((type, soft, hard)))).Limit(type));

    [ContainerFact(RuncDiffers = "built with a Go that raises the soft limit in the middle of its work")]
    public void The_soft_limit_of_descriptors_stays_below_the_hard_one() =>
        Assert.Equal((100UL, 200UL), Facts(spec => spec.Set("process.rlimits", Limits(("RLIMIT_NOFILE", 100, 200))))
            .Limit("RLIMIT_NOFILE"));

    [ContainerFact]
    public void Several_limits_hold_together()
    {
        Facts facts =
            Facts(spec => spec.Set("process.rlimits", Limits(("RLIMIT_NOFILE", 100, 100), ("RLIMIT_CORE", 1, 2))));
        Assert.Equal(((100UL, 100UL), (1UL, 2UL)), (facts.Limit("RLIMIT_NOFILE"), facts.Limit("RLIMIT_CORE")));
    }

    [ContainerFact]
    public void A_limit_that_is_not_listed_is_the_runtimes_own()
    {
        Container container = Container(spec => spec.Set("process.rlimits", null));
        Facts facts = container.BeginRun(new Launch { Prelude = "ulimit -c 8; ulimit -S -t 4000" })
            .Wait().Succeeded().Facts();
        Assert.Equal((4096UL, 4096UL), facts.Limit("RLIMIT_CORE"));
        Assert.Equal((4000UL, Unlimited), facts.Limit("RLIMIT_CPU"));
    }

    [ContainerTheory]
    [InlineData(4096, 4096)]
    [InlineData(1 << 20, 8192)]
    public void A_limit_of_file_sizes_stops_who_writes_more(ulong limit, int size)
    {
        Container container = Container(spec => spec.Set("process.rlimits", Limits(("RLIMIT_FSIZE", limit, limit)))
            .Shell("head -c 8192 /dev/zero >/dev/shm/file 2>/dev/null; stat -c %s /dev/shm/file"));
        Assert.Equal($"{size}\n", container.Run().Stdout);
    }

    [ContainerTheory]
    [InlineData("RLIMIT_NO_SUCH")]
    [InlineData("NOFILE")]
    public void An_unknown_type_is_refused_by_name(string type) =>
        Container(spec => spec.Set("process.rlimits", Limits((type, 1, 1)))).Run().Failed(1, type);

    [ContainerFact]
    public void A_soft_limit_above_the_hard_one_is_refused()
    {
        Container(spec => spec.Set("process.rlimits", Limits(("RLIMIT_NOFILE", 200, 100)))).Run().Failed(1);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "lets the last of two entries win")]
    public void A_type_listed_twice_is_refused() =>
        Container(spec => spec.Set("process.rlimits", Limits(("RLIMIT_NOFILE", 100, 100), ("RLIMIT_NOFILE", 200, 200))))
            .Run().Failed(1, "RLIMIT_NOFILE");

    private static JsonArray Limits(params (string Type, ulong Soft, ulong Hard)[] limits)
    {
        var array = new JsonArray();
        foreach ((string type, ulong soft, ulong hard) in limits)
        {
            array.Add((JsonNode)new JsonObject { ["type"] = type, ["soft"] = soft, ["hard"] = hard });
        }

        return array;
    }
}
