// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class TimeRulesTests
{
    private static readonly TimeOffset Day = new() { Secs = 86400, Nanosecs = 999_999_999 };

    [Fact]
    public void Offsets_need_a_time_namespace() =>
        AssertRefused(
            WithLinux(linux => linux with { TimeOffsets = new TimeOffsets { Monotonic = Day } }),
            "$.linux.timeOffsets",
            "needs a time namespace");

    [Fact]
    public void Offsets_of_a_time_namespace_that_is_joined_are_refused() =>
        AssertRefused(
            With("/run/ns/time", new TimeOffsets { Boottime = Day }),
            "$.linux.timeOffsets",
            "cannot be set in a time namespace that is joined; leave out one of the two");

    [Fact]
    public void Nanoseconds_that_are_a_second_are_refused()
    {
        var second = new TimeOffset { Nanosecs = 1_000_000_000 };
        AssertRefused(
            With("", new TimeOffsets { Monotonic = second }),
            "$.linux.timeOffsets.monotonic.nanosecs",
            "1000000000 is a second or more; use secs");
        AssertRefused(
            With("", new TimeOffsets { Boottime = second }),
            "$.linux.timeOffsets.boottime.nanosecs",
            "1000000000 is a second or more; use secs");
    }

    [Fact]
    public void Offsets_of_a_new_time_namespace_are_taken() =>
        AssertTaken(With("", new TimeOffsets { Monotonic = Day, Boottime = new TimeOffset { Secs = -1 } }));

    private static RuntimeSpec With(string path, TimeOffsets offsets) => WithLinux(linux => linux with
    {
        Namespaces = [.. linux.Namespaces, new Namespace { Type = "time", Path = path }],
        TimeOffsets = offsets,
    });
}
