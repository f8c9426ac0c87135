// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>Containers with a terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private readonly Bundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public void The_terminal_has_the_size_it_is_given_and_follows_its_window()
    {
        // A signal that is trapped ends the shell's `read` as if there were no more to read.
        using MonitorProcess monitor = Begin(
            "trap 'turned=1; stty size' WINCH; stty size; while read line || [ $turned ]; do turned=; echo got $line; done",
            order => order with { Rows = 12, Columns = 34 });
        monitor.Starter.UntilText("12 34\r\n");
        monitor.Starter.Send(FrameKind.Window, Frame.WriteWindow(50, 132)[Frame.HeaderSize..]);
        monitor.Starter.Type("x\n");
        monitor.Starter.UntilText("50 132\r\n");
        monitor.Starter.UntilText("got x\r\n");
        monitor.Starter.Type("\u0004");

        Assert.Equal(0, monitor.Starter.UntilExit().ExitCode);
    }

    [Fact]
    public void A_window_that_is_told_before_the_start_is_there_at_the_start()
    {
        using var monitor = new MonitorProcess(Terminal("stty size"), OnTerminal);
        monitor.Starter.Attach(stdin: true);
        monitor.Starter.Send(FrameKind.Window, Frame.WriteWindow(7, 77)[Frame.HeaderSize..]);
        monitor.Starter.Send(FrameKind.Start);
        monitor.Starter.UntilExit();

        Assert.Equal("7 77\r\n", monitor.Starter.Text);
    }

    [Fact]
    public void Keys_reach_the_process_as_on_any_terminal()
    {
        using MonitorProcess monitor =
            Begin("trap 'echo interrupted; exit 5' INT; echo ready; while :; do sleep 0.05; done");
        monitor.Starter.UntilText("ready");
        monitor.Starter.Type("\u0003");

        Assert.Equal(5, monitor.Starter.UntilExit().ExitCode);
        Assert.Contains("interrupted", monitor.Starter.Text, StringComparison.Ordinal);
        Assert.Empty(monitor.Starter.Stderr);
    }

    [Theory]
    [InlineData("", "ab\u0010c\u0010\u0010\u0011dropped", "ab\u0010c\u0010")]
    [InlineData("ctrl-a,x", "1\u00012\u0001x", "1\u00012")]
    public void The_detach_keys_leave_the_container_alone(string keys, string typed, string passed)
    {
        using var monitor = new MonitorProcess(Terminal("stty raw -echo; echo ready; dd bs=1 2>/dev/null"), OnTerminal);
        monitor.Starter.Attach(stdin: true, keys: keys);
        monitor.Starter.Send(FrameKind.Start);
        monitor.Starter.UntilText("ready");
        monitor.Starter.Type(typed);
        monitor.Starter.Until(FrameKind.Detached);

        Assert.Equal(ContainerStatus.Running, monitor.State.Status);
        using Connection back = monitor.Connect();
        back.Attach(stdin: true);
        back.Type("!");
        back.UntilText("!");
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        Assert.Equal(137, back.UntilExit().ExitCode);
        Assert.Equal(passed + "!",
            System.Text.Encoding.UTF8.GetString(monitor.Logged().Stdout).Split("ready")[1].TrimStart('\r', '\n'));
        Assert.Equal(["start", "detach", "die"], monitor.Events);
    }

    [Fact]
    public void Nothing_of_a_terminal_is_left_on_the_host()
    {
        using MonitorProcess monitor = Begin("echo seen; exit 4");

        Assert.Equal(4, monitor.Starter.UntilExit().ExitCode);
        Assert.Equal("seen\r\n", monitor.Starter.Text);
        monitor.Wait();
        Assert.Empty(Directory.GetFiles(_bundle.Scratch.Path, "*.sock*"));
    }

    private static MonitorOrder OnTerminal(MonitorOrder order) => order with
    {
        Terminal = true,
        OpenStdin = true,
        StdinOnce = true,
    };

    private Bundle Terminal(string script)
    {
        _bundle.Write(["sh", "-c", script], terminal: true);
        return _bundle;
    }

    private MonitorProcess Begin(string script, Func<MonitorOrder, MonitorOrder>? change = null) =>
        new MonitorProcess(Terminal(script), order => OnTerminal(change is null ? order : change(order)))
            .Begin(stdin: true);
}
