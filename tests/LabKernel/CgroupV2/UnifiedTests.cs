// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.CgroupV2;

/// <summary>runtime-spec config-linux.md, "Unified": files of cgroup v2 by their names.</summary>
public sealed class UnifiedTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("memory.high", "20000768")]
    [InlineData("memory.min", "4194304")]
    [InlineData("memory.low", "8388608")]
    [InlineData("memory.max", "33554432")]
    [InlineData("memory.swap.max", "16777216")]
    [InlineData("memory.oom.group", "1")]
    [InlineData("pids.max", "77")]
    [InlineData("cpu.weight", "250")]
    [InlineData("cpu.max", "30000 120000")]
    [InlineData("cgroup.max.descendants", "5")]
    public void A_file_has_the_value(string file, string value) =>
        Assert.Equal(value, Running(file, value).ReadCgroup("unified", file));

    [ContainerFact]
    public void A_file_wins_over_the_field_that_is_converted_to_it()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", new JsonObject { ["limit"] = 64 << 20 })
            .Set("linux.resources.unified", new JsonObject { ["memory.max"] = "33554432" })).RunSleeping();
        Assert.Equal("33554432", container.ReadCgroup("unified", "memory.max"));
    }

    [ContainerTheory]
    [InlineData("nosuch.max", "controller")]
    [InlineData("../memory.max", "slash")]
    [InlineData("memory", "unified")]
    public void What_is_no_file_of_a_controller_is_refused(string file, string word)
    {
        Container container = Container(spec => spec.Set("linux.resources.unified", new JsonObject { [file] = "1" }));
        container.Run().Failed(1, word);
        Assert.False(Directory.Exists(Path.GetDirectoryName(container.CgroupFile("unified", "cgroup.procs"))));
    }

    [ContainerFact]
    public void A_value_that_the_kernel_refuses_names_the_file()
    {
        Container container = Container(spec => spec.Set("linux.resources.unified", new JsonObject
        {
            ["cpu.weight"] = "0",
        }));
        container.Run().Failed(1, "cpu.weight");
    }

    private Container Running(string file, string value) =>
        Container(spec => spec.Set("linux.resources.unified", new JsonObject { [file] = value })).RunSleeping();
}
