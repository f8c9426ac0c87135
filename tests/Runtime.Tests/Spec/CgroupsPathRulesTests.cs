// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class CgroupsPathRulesTests
{
    [Theory]
    [InlineData("/a/b")]
    [InlineData("a/../b")]
    [InlineData("system.slice:husk:id")]
    [InlineData("/a/..b")]
    public void A_path_that_stays_below_its_start_is_taken(string path) =>
        AssertTaken(WithLinux(linux => linux with { CgroupsPath = path }));

    [Theory]
    [InlineData("..")]
    [InlineData("/../a")]
    [InlineData("a/../../b")]
    [InlineData("/a/./../..")]
    public void A_path_that_leads_out_is_refused(string path) =>
        AssertRefused(
            WithLinux(linux => linux with { CgroupsPath = path }),
            "$.linux.cgroupsPath",
            $"\"{path}\" leads out of where it starts");
}
