// SPDX-License-Identifier: Apache-2.0
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Spec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class ProcessRulesTests
{
    [Fact]
    public void A_bundle_may_have_no_process() => AssertTaken(Valid with { Process = null });

    [Fact]
    public void A_missing_cwd_is_refused() =>
        AssertRefused(WithProcess(p => p with { Cwd = "" }), "$.process.cwd", "is missing; write \"/\"");

    [Fact]
    public void A_relative_cwd_is_refused() =>
        AssertRefused(WithProcess(p => p with { Cwd = "tmp" }), "$.process.cwd", "\"tmp\" is not absolute");

    [Fact]
    public void Empty_args_are_refused() =>
        AssertRefused(
            WithProcess(p => p with { Args = [] }), "$.process.args", "is missing or empty; name the program to run");

    [Fact]
    public void Env_without_an_equals_sign_is_refused() =>
        AssertRefused(
            WithProcess(p => p with { Env = ["A=", "B"] }),
            "$.process.env[1]",
            "\"B\" has no \"=\"; write NAME=value");

    [Fact]
    public void Env_without_a_name_is_refused() =>
        AssertRefused(
            WithProcess(p => p with { Env = ["=b"] }), "$.process.env[0]", "\"=b\" has no name; write NAME=value");

    [Fact]
    public void The_uid_that_setresuid_passes_over_is_refused() =>
        AssertRefused(
            WithProcess(p => p with { User = new User { Uid = uint.MaxValue } }),
            "$.process.user.uid",
            "4294967295 is not an id: to the kernel it means \"leave as it is\"");

    [Fact]
    public void The_gid_that_setresgid_passes_over_is_refused() =>
        AssertRefused(
            WithProcess(p => p with { User = new User { Gid = uint.MaxValue } }),
            "$.process.user.gid",
            "4294967295 is not an id: to the kernel it means \"leave as it is\"");

    [Fact]
    public void An_additional_gid_that_is_no_id_is_refused() =>
        AssertRefused(
            WithProcess(p => p with { User = new User { AdditionalGids = [1, uint.MaxValue] } }),
            "$.process.user.additionalGids[1]",
            "4294967295 is not an id: to the kernel it means \"leave as it is\"");

    [Theory]
    [InlineData(-1001)]
    [InlineData(1001)]
    public void An_oomScoreAdj_outside_its_range_is_refused(int score) =>
        AssertRefused(
            WithProcess(p => p with { OomScoreAdj = score }),
            "$.process.oomScoreAdj",
            $"{score} is not in the range -1000 to 1000");

    [Fact]
    public void A_console_is_at_most_65535_high() =>
        AssertRefused(
            WithProcess(p => p with { ConsoleSize = new ConsoleSize { Height = 65536, Width = 80 } }),
            "$.process.consoleSize.height",
            "65536 is more than 65535");

    [Fact]
    public void A_console_is_at_most_65535_wide() =>
        AssertRefused(
            WithProcess(p => p with { ConsoleSize = new ConsoleSize { Height = 24, Width = 65536 } }),
            "$.process.consoleSize.width",
            "65536 is more than 65535");

    [Fact]
    public void A_console_size_is_ignored_without_a_terminal() =>
        AssertTaken(WithProcess(p => p with { Terminal = false, ConsoleSize = new ConsoleSize { Height = 65536 } }));

    [Fact]
    public void A_CPU_list_of_exec_that_is_no_list_is_refused()
    {
        const string Message = "\"0-x\" is not a list of numbers such as \"0-3,7\"";
        AssertRefused(
            WithProcess(p => p with { ExecCpuAffinity = new ExecCpuAffinity { Initial = "0-x" } }),
            "$.process.execCPUAffinity.initial",
            Message);
        AssertRefused(
            WithProcess(p => p with { ExecCpuAffinity = new ExecCpuAffinity { Final = "0-x" } }),
            "$.process.execCPUAffinity.final",
            Message);
    }

    [Fact]
    public void A_process_on_its_own_has_paths_of_its_own()
    {
        var process = new Process { Args = ["sh"], Cwd = "tmp" };

        var error = Assert.Throws<SpecException>(() => SpecValidation.Check(process));

        Assert.Equal("$.cwd: \"tmp\" is not absolute", error.Message);
    }
}
