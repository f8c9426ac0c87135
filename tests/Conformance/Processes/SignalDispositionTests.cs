// SPDX-License-Identifier: Apache-2.0
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Processes;

/// <summary>
/// A container starts with every signal at its default and none blocked, whatever the runtime's caller did: signal(7)
/// says execve keeps both.
/// </summary>
public sealed class SignalDispositionTests : ConformanceTest
{
    [ContainerFact]
    public void Nothing_is_ignored_caught_blocked_or_pending() => AssertClean(Facts());

    [ContainerTheory]
    [InlineData("PIPE")]
    [InlineData("TERM")]
    [InlineData("CHLD")]
    [InlineData("WINCH")]
    [InlineData("USR1")]
    [InlineData("QUIT")]
    [InlineData("HUP")]
    [InlineData("INT")]
    public void A_signal_the_caller_ignores_is_not_ignored_inside(string signal) =>
        AssertClean(Container().BeginRun(new Launch { Wrapper = ["env", "--ignore-signal=" + signal] })
            .Wait().Succeeded().Facts());

    [ContainerFact(RuncDiffers = "hands on the mask it was started with, but for the signals Go needs")]
    public void A_signal_that_has_no_meaning_of_its_own_is_not_blocked_inside_either() =>
        AssertClean(Container().BeginRun(new Launch { Wrapper = ["env", "--block-signal=USR1"] })
            .Wait().Succeeded().Facts());

    [ContainerTheory]
    [InlineData("TERM")]
    [InlineData("CHLD")]
    public void A_signal_the_caller_blocks_is_not_blocked_inside(string signal) =>
        AssertClean(Container().BeginRun(new Launch { Wrapper = ["env", "--block-signal=" + signal] })
            .Wait().Succeeded().Facts());

    [ContainerFact]
    public void What_exec_starts_is_as_clean()
    {
        Container container = Container().RunSleeping();
        AssertClean(container.BeginExec(new Launch { Wrapper = ["env", "--ignore-signal=PIPE", "--block-signal=TERM"] },
            [], "/bin/probe", "facts").Wait().Succeeded().Facts());
    }

    [ContainerFact]
    public void A_process_that_writes_to_a_closed_pipe_dies_of_SIGPIPE()
    {
        Container container = Container(spec =>
            spec.Shell("(while :; do echo line; done) | head -n 1; sleep 0.1; ps | grep -c 'while' || true"));
        Assert.StartsWith("line\n", container.BeginRun(new Launch { Wrapper = ["env", "--ignore-signal=PIPE"] })
            .Wait().Stdout, System.StringComparison.Ordinal);
    }

    private static void AssertClean(Facts facts)
    {
        Assert.Empty(facts.Signals("ignored"));
        Assert.Empty(facts.Signals("caught"));
        Assert.Empty(facts.Signals("blocked"));
        Assert.Empty(facts.Signals("pending"));
    }
}
