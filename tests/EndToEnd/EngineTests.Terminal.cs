// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>A person at a terminal.</summary>
public abstract partial class EngineTests
{
    private const string CtrlC = "\u0003";

    private static readonly ContainerOptions AtTerminal = new() { Terminal = true, Interactive = true };

    [Fact]
    public void A_terminal_passes_keys_and_output_and_ends_with_the_shells_exit_code()
    {
        using TerminalMaster host = TerminalMaster.Open();
        using Invocation run = Engine.BeginRun(At(host), AtTerminal, "sh");
        host.WaitFor("# ");
        host.Type("tty; echo $((6 * 7))-found; exit 5\r");
        host.WaitFor("/dev/pts/0\n42-found\n");
        run.Wait().Exited(5);
    }

    [Fact]
    public void The_size_of_the_terminal_follows_the_persons()
    {
        using TerminalMaster host = TerminalMaster.Open();
        host.Size = (24, 80);
        using Invocation run =
            Engine.BeginRun(At(host), AtTerminal, "sh", "-c", "while :; do stty size; sleep 0.1; done");
        host.WaitFor("24 80\n");
        ResizeUntilItShows(host);
        host.Type(CtrlC);
        run.Wait().Exited(130);
    }

    [Fact]
    public void An_exec_has_a_terminal_of_its_own_with_its_own_size()
    {
        using Container container = Engine.StartSleeping();
        using TerminalMaster host = TerminalMaster.Open();
        host.Size = (24, 80);
        using Invocation exec =
            container.BeginExec(At(host), AtTerminal, "sh", "-c", "tty; while :; do stty size; sleep 0.1; done");
        host.WaitFor("/dev/pts/");
        host.WaitFor("24 80\n");
        ResizeUntilItShows(host);
        host.Type(CtrlC);
        exec.Wait().Exited(130);
    }

    [Fact]
    public void An_exec_at_a_terminal_whose_program_is_not_there_says_so()
    {
        using Container container = Engine.StartSleeping();
        using TerminalMaster host = TerminalMaster.Open();
        using Invocation exec = container.BeginExec(At(host), AtTerminal, "no-such-program");
        Assert.Contains(exec.Wait().ExitCode, Engine.NotFound.Exec);
        host.WaitFor("exec: \"no-such-program\": executable file not found in $PATH");
    }

    /// <summary>docker's client asks for the size and only then listens for changes: one in between is lost.</summary>
    private static void ResizeUntilItShows(TerminalMaster host)
    {
        int columns = 98;
        Eventually.True(
            () =>
            {
                host.Size = (33, ++columns);
                return Eventually.Becomes(
                    () => host.Output.Contains($"33 {columns}\n", StringComparison.Ordinal), TimeSpan.FromSeconds(1));
            },
            "a new size on the terminal");
    }
}
