// SPDX-License-Identifier: Apache-2.0
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// runtime-spec, config.md "Linux Process": `scheduler`, `ioPriority`; config-linux.md "Personality".
/// </summary>
public sealed class SchedulingTests : ConformanceTest
{
    [ContainerTheory(RuncDiffers = "has no process.scheduler before 1.2")]
    [InlineData("SCHED_FIFO", 1)]
    [InlineData("SCHED_RR", 2)]
    public void A_real_time_process_is_one_in_the_cgroup_that_is_made_for_it(string policy, int number)
    {
        // v1 gives out what the cgroup above has, which is nothing but in the root's.
        Facts facts = Facts(
            spec => spec.Set("process.scheduler", new JsonObject { ["policy"] = policy, ["priority"] = 10 })
                .Set("linux.cgroupsPath", $"/{Sandbox.Name}-realtime"));
        Assert.Equal(number, (int)facts["scheduler"]!["policy"]!);
    }

    [ContainerTheory(RuncDiffers = "has no process.scheduler before 1.2")]
    [InlineData("SCHED_BATCH", 3, 7)]
    [InlineData("SCHED_OTHER", 0, 5)]
    [InlineData("SCHED_IDLE", 5, 0)]
    public void The_scheduler_is_set(string policy, int number, int nice)
    {
        Facts facts =
            Facts(spec => spec.Set("process.scheduler", new JsonObject { ["policy"] = policy, ["nice"] = nice }));
        Assert.Equal((number, nice), ((int)facts["scheduler"]!["policy"]!, (int)facts["scheduler"]!["nice"]!));
    }

    [ContainerFact]
    public void Without_one_the_process_has_the_runtimes_niceness()
    {
        Facts facts = Container().BeginRun(new Launch { Wrapper = ["nice", "-n", "3"] }).Wait().Succeeded().Facts();
        Assert.Equal((3, 0), (facts.Number("nice"), (int)facts["scheduler"]!["policy"]!));
    }

    [ContainerTheory(RuncDiffers = "has no process.ioPriority before 1.2")]
    [InlineData("IOPRIO_CLASS_BE", 2, 6)]
    [InlineData("IOPRIO_CLASS_IDLE", 3, 0)]
    public void The_io_priority_is_set(string name, int ioClass, int level)
    {
        Facts facts =
            Facts(spec => spec.Set("process.ioPriority", new JsonObject { ["class"] = name, ["priority"] = level }));
        Assert.Equal((ioClass, level), ((int)facts["ioPriority"]!["class"]!, (int)facts["ioPriority"]!["level"]!));
    }

    [ContainerFact]
    public void Without_one_the_process_has_the_runtimes_io_priority()
    {
        Facts facts = Container().BeginRun(new Launch { Wrapper = ["ionice", "-c", "2", "-n", "5"] })
            .Wait().Succeeded().Facts();
        Assert.Equal((2, 5), ((int)facts["ioPriority"]!["class"]!, (int)facts["ioPriority"]!["level"]!));
    }

    [ContainerFact(RuncDiffers = "has no linux.personality before 1.2")]
    public void The_personality_is_set() =>
        Assert.Equal(8, Facts(spec => spec.Set("linux.personality", new JsonObject { ["domain"] = "LINUX32" }))
            .Number("personality"));

    [ContainerFact]
    public void The_personality_of_the_host_may_be_asked_for() =>
        Assert.Equal(0, Facts(spec => spec.Set("linux.personality", new JsonObject { ["domain"] = "LINUX" }))
            .Number("personality"));

    [ContainerFact]
    public void Without_one_the_personality_is_that_of_the_host() => Assert.Equal(0, Facts().Number("personality"));

    [ContainerFact]
    public void The_process_may_use_every_processor() =>
        Assert.Equal(System.Environment.ProcessorCount, Facts().Numbers("cpus").Length);

    [ContainerFact]
    public void It_has_no_death_signal() =>
        Assert.Equal(0, Facts().Number("parentDeathSignal"));

    [ContainerFact]
    public void It_can_be_dumped_by_its_own_kind() => Assert.Equal(1, Facts().Number("dumpable"));
}
