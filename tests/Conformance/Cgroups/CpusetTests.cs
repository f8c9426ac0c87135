// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>
/// runtime-spec, config-linux.md "CPU", `cpus` and `mems`. On a host without the controller they cannot be met.
/// </summary>
public sealed class CpusetTests : ConformanceTest
{
    private static readonly int Last = Environment.ProcessorCount - 1;

    public static TheoryData<string, int[]> Sets => new()
    {
        { "0", [0] },
        { $"{Last}", [Last] },
        { $"0-{Last}", [.. Enumerable.Range(0, Last + 1)] },
    };

    [ContainerTheory]
    [MemberData(nameof(Sets))]
    public void Only_the_processors_of_the_set_are_used(string cpus, int[] expected)
    {
        Container container = Container(spec => spec.Set("linux.resources.cpu.cpus", cpus));
        if (HostCgroups.Has("cpuset"))
        {
            Assert.Equal(expected, container.RunFacts().Numbers("cpus").Select(cpu => (int)cpu));
        }
        else
        {
            container.Run().Failed(1, "cpuset");
        }
    }

    [ContainerFact]
    public void The_sets_are_written()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.cpu.cpus", "0").Set("linux.resources.cpu.mems", "0").Args("/bin/probe", "sleep"));
        if (HostCgroups.Has("cpuset"))
        {
            container.Create().Succeeded();
            Assert.Equal(("0", "0"),
                (container.ReadCgroup("cpuset", "cpuset.cpus"), container.ReadCgroup("cpuset", "cpuset.mems")));
        }
        else
        {
            container.Create().Failed(1, "cpuset");
        }
    }

    [ContainerTheory]
    [InlineData("999")]
    [InlineData("no cpus")]
    public void A_set_the_kernel_refuses_is_named_with_its_file(string cpus)
    {
        Container(spec => spec.Set("linux.resources.cpu.cpus", cpus)).Run().Failed(1, "cpuset");
        Sandbox.AssertNothingLeft();
    }
}
