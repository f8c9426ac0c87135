// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>runtime-spec, config-linux.md "Offset for Time Namespace"; time_namespaces(7).</summary>
public sealed class TimeOffsetTests : ConformanceTest
{
    private const long Day = 86400;

    [ContainerFact(RuncDiffers = "has no time namespaces before 1.2")]
    public void Offsets_move_the_clocks_of_the_container()
    {
        Facts facts = Facts(spec => spec.Namespace("time")
            .Set("linux.timeOffsets.monotonic.secs", 2 * Day).Set("linux.timeOffsets.boottime.secs", 7 * Day));
        long host = System.Environment.TickCount64 / 1000;
        Assert.InRange((long)facts["clocks"]!["monotonic"]!, host + (2 * Day) - 60, host + (2 * Day) + 60);
        Assert.InRange((long)facts["clocks"]!["boottime"]!, host + (7 * Day) - 60, host + (7 * Day) + 60);
    }

    [ContainerFact(RuncDiffers = "has no time namespaces before 1.2")]
    public void Without_offsets_a_new_time_namespace_has_the_hosts_clocks()
    {
        long host = System.Environment.TickCount64 / 1000;
        Assert.InRange((long)Facts(spec => spec.Namespace("time"))["clocks"]!["boottime"]!, host - 60, host + 60);
    }

    [ContainerFact(RuncDiffers = "ignores timeOffsets before 1.2")]
    public void Offsets_without_a_time_namespace_are_refused() =>
        Container(spec => spec.Set("linux.timeOffsets.boottime.secs", Day)).Run().Failed(1, "time");
}
