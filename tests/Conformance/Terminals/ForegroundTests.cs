// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Terminals;

/// <summary>
/// `run` with process.terminal at a person's terminal: keys, output, size and signals pass between two terminals.
/// </summary>
public sealed class ForegroundTests : ConformanceTest
{
    private const string CtrlC = "\u0003";
    private const string CtrlD = "\u0004";

    [ContainerFact]
    public void All_three_standard_descriptors_are_the_containers_terminal()
    {
        Facts facts = FactsOnTerminal();
        JsonNode terminal = facts["terminal"]!;
        Assert.Equal("[true,true,true]", terminal["isatty"]!.ToJsonString());
        Assert.Equal("""["/dev/pts/0","/dev/pts/0","/dev/pts/0"]""", terminal["names"]!.ToJsonString());
    }

    [ContainerFact]
    public void It_is_the_controlling_terminal_and_the_process_is_in_front()
    {
        Facts facts = FactsOnTerminal();
        Assert.True((bool)facts["terminal"]!["controlling"]!);
        Assert.Equal((1, 1), (facts.Number("sid"), (int)facts["terminal"]!["foregroundPgid"]!));
    }

    [ContainerFact]
    public void It_is_the_console()
    {
        Facts facts = FactsOnTerminal();
        JsonObject console = facts.Device("/dev/console")!, pts = facts.Device("/dev/pts/0")!;
        Assert.Equal(("c", (int)pts["major"]!, (int)pts["minor"]!),
            ((string)console["type"]!, (int)console["major"]!, (int)console["minor"]!));
        Assert.NotNull(facts.FindMount("/dev/console"));
    }

    [ContainerFact]
    public void It_belongs_to_the_user_of_the_process()
    {
        Facts facts = FactsOnTerminal(spec => spec.Set("process.user.uid", 1000));
        Assert.Equal(1000, (int)facts.Device("/dev/pts/0")!["uid"]!);
    }

    [ContainerTheory]
    [InlineData(24, 80)]
    [InlineData(50, 132)]
    public void Its_size_is_that_of_the_hosts_terminal(int rows, int columns)
    {
        using TerminalMaster host = TerminalMaster.Open();
        host.Size = (rows, columns);
        Container container = Container(spec => spec.Set("process.terminal", true).Shell("sleep 0.2; stty size"));
        using Invocation run = Run(container, host);
        run.Wait().Succeeded();
        host.WaitFor($"{rows} {columns}\n");
    }

    [ContainerFact(RuncDiffers = "does not end, as it waits to read what is typed for others")]
    public void In_the_background_of_its_terminal_it_runs_without_input()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true).Shell("sleep 0.2; echo ran"));
        var launch = new Launch
        {
            Terminal = host.SlavePath,
            Wrapper = ["setsid", "-c", "-w", "sh", "-mc", "trap '' TTIN TTOU; \"$@\" & wait $!", "sh"],
        };
        using Invocation run = container.BeginRun(launch);
        host.WaitFor("ran\n");
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void A_change_of_the_size_reaches_the_process()
    {
        using TerminalMaster host = TerminalMaster.Open();
        host.Size = (24, 80);
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/probe", "winsize"));
        using Invocation run = Run(container, host);
        host.WaitFor("size 24 80\n");
        host.Size = (33, 99);
        host.WaitFor("size 33 99\n");
        container.Kill("TERM").Succeeded();
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void Keys_arrive_and_the_containers_terminal_alone_echoes_them()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container =
            Container(spec => spec.Set("process.terminal", true).Shell("echo ready; read line; echo \"got <$line>\""));
        using Invocation run = Run(container, host);
        host.WaitFor("ready\n");
        Assert.Contains("-echo ", Sandbox.Command("stty", "-a", "-F", host.SlavePath!).Stdout,
            StringComparison.Ordinal);
        host.Type("typed\r");
        host.WaitFor("got <typed>\n");
        run.Wait().Succeeded();
        Assert.Equal("ready\ntyped\ngot <typed>\n", host.Output);
    }

    [ContainerFact]
    public void Control_C_is_the_containers_to_interpret()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/probe", "signals"));
        using Invocation run = Run(container, host);
        host.WaitFor("ready\n");
        host.Type(CtrlC);
        host.WaitFor("SIGINT\n");
        Assert.False(run.HasExited);
        container.Kill("TERM").Succeeded();
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void Control_D_ends_the_input()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container =
            Container(spec => spec.Set("process.terminal", true).Shell("echo ready; cat; echo ended"));
        using Invocation run = Run(container, host);
        host.WaitFor("ready\n");
        host.Type(CtrlD);
        host.WaitFor("ended\n");
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void The_hosts_terminal_is_as_before_when_the_process_has_ended()
    {
        using TerminalMaster host = TerminalMaster.Open();
        string before = Sandbox.Command("stty", "-g", "-F", host.SlavePath!).Stdout;
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/true"));
        Run(container, host).Wait().Succeeded();
        Assert.Equal(before, Sandbox.Command("stty", "-g", "-F", host.SlavePath!).Stdout);
    }

    [ContainerFact]
    public void The_hosts_terminal_is_as_before_when_the_start_has_failed()
    {
        using TerminalMaster host = TerminalMaster.Open();
        string before = Sandbox.Command("stty", "-g", "-F", host.SlavePath!).Stdout;
        Container container = Container(spec => spec.Set("process.terminal", true).Args("no-such-program"));
        Run(container, host).Wait().Exited(1);
        Assert.Equal(before, Sandbox.Command("stty", "-g", "-F", host.SlavePath!).Stdout);
    }

    [ContainerFact]
    public void No_byte_of_much_output_is_lost()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true)
            .Shell("i=0; while [ $i -lt 5000 ]; do echo line-$i; i=$((i+1)); done; echo the-end"));
        using Invocation run = Run(container, host);
        run.Wait().Succeeded();
        host.WaitFor("the-end\n");
        Assert.Equal(5001, host.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [ContainerTheory]
    [InlineData(0)]
    [InlineData(42)]
    public void The_exit_code_is_that_of_the_process(int exitCode)
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true).Shell($"exit {exitCode}"));
        Run(container, host).Wait().Exited(exitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_signal_to_the_runtime_reaches_the_process()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true).Args("/bin/probe", "signals"));
        using Invocation run = Run(container, host);
        host.WaitFor("ready\n");
        Sandbox.Command("kill", "-TERM", run.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Succeeded();
        host.WaitFor("SIGTERM\n");
        run.Wait().Succeeded();
    }

    [ContainerFact]
    public void Without_process_terminal_a_detached_container_has_the_callers_as_it_is()
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container =
            Container(spec => spec.Set("process.terminal", false).Shell("test -t 0 && test -t 1 && echo both"));
        container.BeginRun(OnTerminal(host), "--detach").Wait().Succeeded();
        host.WaitFor("both\n");
    }

    [ContainerFact]
    public void Without_any_terminal_of_the_host_a_foreground_run_is_refused_or_has_one_all_the_same()
    {
        Container container = Container(spec => spec.Set("process.terminal", true));
        Result result = container.BeginRun(new Launch { Wrapper = ["setsid"] }).Wait();
        if (result.ExitCode == 0)
        {
            Assert.Equal("[true,true,true]", result.Facts()["terminal"]!["isatty"]!.ToJsonString());
        }
        else
        {
            result.Failed(1);
        }

        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Exec_with_tty_has_a_terminal_of_its_own()
    {
        using TerminalMaster host = TerminalMaster.Open();
        host.Size = (40, 100);
        Container container = Container().RunSleeping();
        using Invocation exec = container.BeginExec(OnTerminal(host), ["--tty"], "/bin/sh", "-c",
            "tty; sleep 0.2; stty size; read line; echo \"got <$line>\"; exit 9");
        host.WaitFor("40 100\n");
        host.Type("typed\r");
        exec.Wait().Exited(9);
        host.WaitFor("got <typed>\n");
        Assert.StartsWith("/dev/pts/0\n", host.Output, StringComparison.Ordinal);
    }

    private Facts FactsOnTerminal(Action<Spec>? edit = null)
    {
        using TerminalMaster host = TerminalMaster.Open();
        Container container = Container(spec => spec.Set("process.terminal", true));
        edit?.Invoke(container.Spec);
        Run(container, host).Wait().Succeeded();
        host.WaitFor("}\n");
        return new Facts(JsonNode.Parse(host.Output)!.AsObject());
    }

    private static Invocation Run(Container container, TerminalMaster host) => container.BeginRun(OnTerminal(host));

    /// <summary>As a login would: the leader of a session that has the terminal.</summary>
    private static Launch OnTerminal(TerminalMaster host) =>
        new() { Terminal = host.SlavePath, Wrapper = ["setsid", "--ctty"] };
}
