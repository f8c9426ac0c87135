// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class RlimitRulesTests
{
    private const string Known =
        "RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, RLIMIT_DATA, RLIMIT_FSIZE, RLIMIT_LOCKS, RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, "
        + "RLIMIT_NICE, RLIMIT_NOFILE, RLIMIT_NPROC, RLIMIT_RSS, RLIMIT_RTPRIO, RLIMIT_RTTIME, RLIMIT_SIGPENDING, "
        + "RLIMIT_STACK";

    [Fact]
    public void An_unknown_type_is_refused() =>
        AssertRefused(
            With(new Rlimit { Type = "RLIMIT_NOFILES" }),
            "$.process.rlimits[0].type",
            $"\"RLIMIT_NOFILES\" is not a resource limit; known are {Known}");

    [Fact]
    public void A_missing_type_is_refused() =>
        AssertRefused(With(new Rlimit()), "$.process.rlimits[0].type", $"is missing; known are {Known}");

    [Fact]
    public void A_type_that_is_listed_twice_is_refused() =>
        AssertRefused(
            With(
                new Rlimit { Type = "RLIMIT_CPU" },
                new Rlimit { Type = "RLIMIT_AS" },
                new Rlimit { Type = "RLIMIT_CPU" }),
            "$.process.rlimits[2].type",
            "RLIMIT_CPU is listed twice");

    [Fact]
    public void A_soft_limit_above_the_hard_one_is_refused() =>
        AssertRefused(
            With(new Rlimit { Type = "RLIMIT_CPU", Soft = 2, Hard = 1 }),
            "$.process.rlimits[0].soft",
            "2 is more than the hard limit, 1");

    [Fact]
    public void Every_limit_of_the_kernel_can_be_set()
    {
        foreach (string type in SpecWords.RlimitTypes.Words)
            AssertTaken(With(new Rlimit { Type = type, Soft = ulong.MaxValue, Hard = ulong.MaxValue }));
    }

    private static RuntimeSpec With(params Rlimit[] rlimits) => WithProcess(p => p with { Rlimits = rlimits });
}
