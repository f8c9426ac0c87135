// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class UnifiedFilesTests
{
    private static Resources Unified(string file, string value) =>
        new() { Unified = new Dictionary<string, string> { [file] = value } };

    [Fact]
    public void Each_line_is_a_write() => Assert.Equal(
        ["unified: io.max <- 259:0 rbps=2097152", "unified: io.max <- 253:0 wiops=120"],
        Planned.Lines(Layouts.V2(), Unified("io.max", "259:0 rbps=2097152\n253:0 wiops=120\n")));

    [Fact]
    public void They_come_after_what_is_converted_and_so_win() => Assert.Equal(
        ["unified: pids.max <- 5", "unified: pids.max <- 9"],
        Planned.Lines(Layouts.V2(), Unified("pids.max", "9") with { Pids = new() { Limit = 5 } }));

    [Theory]
    [InlineData("cgroup.freeze")]
    [InlineData("memory.pressure")]
    public void Files_that_every_cgroup_has_need_no_controller(string file) =>
        Assert.Equal([$"unified: {file} <- 1"], Planned.Lines(Layouts.V2("memory"), Unified(file, "1")));

    [Fact]
    public void A_hybrid_host_takes_those_of_the_controllers_that_v2_has()
    {
        Assert.Equal(
            ["unified: hugetlb.2MB.max <- 0"], Planned.Lines(Layouts.Hybrid(), Unified("hugetlb.2MB.max", "0")));
        Assert.Equal(
            "$.linux.resources.unified[\"memory.high\"]: controller \"memory\" is not available in cgroup v2 on this "
            + "host",
            Planned.Refusal(Layouts.Hybrid(), Unified("memory.high", "1")));
    }

    [Theory]
    [InlineData("../memory.max", "must be a file name (no slashes)")]
    [InlineData("memory/x.max", "must be a file name (no slashes)")]
    [InlineData("no-dot", "must be in the form CONTROLLER.PARAMETER")]
    [InlineData(".max", "must be in the form CONTROLLER.PARAMETER")]
    public void A_name_that_is_no_file_of_a_controller_is_refused(string file, string message) =>
        Assert.Equal(
            $"$.linux.resources.unified[\"{file}\"]: {message}", Planned.Refusal(Layouts.V2(), Unified(file, "1")));

    [Fact]
    public void A_host_with_v1_only_refuses_them() => Assert.Equal(
        "$.linux.resources.unified: this host has cgroup v1 only", Planned.Refusal(
            Layouts.V1(), Unified("memory.high", "1")));
}
