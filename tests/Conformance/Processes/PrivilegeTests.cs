// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>runtime-spec, config.md "Linux Process": `noNewPrivileges` and `oomScoreAdj`.</summary>
public sealed class PrivilegeTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(null, false)]
    public void No_new_privileges_is_what_the_config_says(bool? value, bool expected) =>
        Assert.Equal(expected, Facts(spec => spec.Set("process.noNewPrivileges", value)).Flag("noNewPrivileges"));

    [ContainerTheory]
    [InlineData(true, 1000)]
    [InlineData(false, 0)]
    public void A_setuid_program_gains_nothing_when_it_is_set(bool value, int effective)
    {
        Container container = Container(spec => spec.Set("process.noNewPrivileges", value).Set("process.user.uid", 1000)
            .Args("/setuid", "facts"));
        File.Copy(container.InRootfs("/bin/probe"), container.InRootfs("/setuid"));
        Sandbox.Command("chmod", "4755", container.InRootfs("/setuid")).Succeeded();
        Assert.Equal(effective, container.RunFacts().Numbers("uid")[1]);
    }

    [ContainerTheory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(1000)]
    public void The_oom_score_is_adjusted(int value) =>
        Assert.Equal(value, Facts(spec => spec.Set("process.oomScoreAdj", value)).Number("oomScoreAdj"));

    [ContainerFact]
    public void Without_one_it_is_the_runtimes_own()
    {
        Facts facts = Container().BeginRun(new Launch { Prelude = "echo 321 >/proc/self/oom_score_adj" })
            .Wait().Succeeded().Facts();
        Assert.Equal(321, facts.Number("oomScoreAdj"));
    }

    [ContainerFact]
    public void An_adjustment_out_of_range_is_refused()
    {
        Result result = Container(spec => spec.Set("process.oomScoreAdj", 1001)).Run().Exited(1);
        Assert.Contains("oom", result.Stderr, System.StringComparison.OrdinalIgnoreCase);
        Sandbox.AssertNothingLeft();
    }
}
