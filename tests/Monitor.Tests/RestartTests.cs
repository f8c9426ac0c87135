// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

public sealed class RestartTests
{
    private static Func<MonitorOrder, MonitorOrder> Policy(string name, int most = 0) =>
        order => order with { Restart = new RestartPolicy { Name = name, MaximumRetryCount = most } };

    [Fact]
    public void A_container_that_fails_is_started_again_until_it_may_not()
    {
        var clock = Stopwatch.StartNew();
        using MonitorProcess monitor = new MonitorProcess("echo run; exit 3", Policy("on-failure", 2)).Begin();
        ExitReport[] reports = [monitor.Starter.UntilExit(), monitor.Starter.UntilExit(), monitor.Starter.UntilExit()];

        Assert.Equal([true, true, false], reports.Select(report => report.Restarting));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.3, 20);
        Assert.Equal("run\nrun\nrun\n", monitor.Starter.Text);
        Assert.Equal("run\nrun\nrun\n"u8.ToArray(), monitor.Logged().Stdout);
        monitor.Wait();
        Assert.Equal(
            (ContainerStatus.Exited, 3, 2), (monitor.State.Status, monitor.State.ExitCode, monitor.State.RestartCount));
        Assert.Equal(["start", "die", "start", "die", "start", "die"], monitor.Events);
    }

    [Fact]
    public void A_stop_that_is_asked_for_is_the_end_whatever_the_policy()
    {
        using MonitorProcess monitor = new MonitorProcess("exec sleep 60", Policy("always")).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        Assert.True(monitor.Starter.UntilExit().Restarting);
        monitor.Starter.Until(FrameKind.Begun);
        monitor.Starter.Ask(FrameKind.StopRequested);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);

        Assert.False(monitor.Starter.UntilExit().Restarting);
        monitor.Wait();
        Assert.True(monitor.State.HasBeenManuallyStopped);
    }

    [Fact]
    public void While_it_waits_to_start_again_it_can_be_stopped()
    {
        using MonitorProcess monitor = new MonitorProcess("exit 1", Policy("always")).Begin();
        // By then the pause is 1.6 s long.
        for (int i = 0; i < 5; i++)
            Assert.True(monitor.Starter.UntilExit().Restarting);
        Assert.Equal(ContainerStatus.Restarting, monitor.State.Status);
        monitor.Starter.Send(FrameKind.StopRequested);

        Assert.False(monitor.Starter.UntilExit().Restarting);
        monitor.Wait();
        Assert.Equal((ContainerStatus.Exited, 1), (monitor.State.Status, monitor.State.ExitCode));
    }

    [Fact]
    public void The_policy_can_be_changed_while_the_container_runs()
    {
        using MonitorProcess monitor = new MonitorProcess("exec sleep 60", Policy("no")).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        using Connection other = monitor.Connect();
        other.Ask(FrameKind.Update, ProtocolJson.Write(new UpdateRequest
        {
            Restart = new RestartPolicy { Name = "on-failure", MaximumRetryCount = 1 },
        }));
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);

        Assert.True(monitor.Starter.UntilExit().Restarting);
        monitor.Starter.Until(FrameKind.Begun);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        Assert.False(monitor.Starter.UntilExit().Restarting);
    }

    [Fact]
    public void A_restart_that_fails_says_why()
    {
        using var bundle = new Bundle("sh", "-c", "exit 1");
        using MonitorProcess monitor = new MonitorProcess(bundle, Policy("always")).Begin();
        for (int i = 0; i < 4; i++)
            monitor.Starter.UntilExit();
        File.Delete(bundle.Scratch["bundle/config.json"]);
        ExitReport last;
        do
            last = monitor.Starter.UntilExit();
        while (last.Restarting);

        Assert.Contains("config.json", last.Error, StringComparison.Ordinal);
        monitor.Wait();
        Assert.Equal(last.Error, monitor.State.Error);
    }

    [Fact]
    public void A_terminal_is_there_again_after_a_restart()
    {
        using var bundle = new Bundle();
        bundle.Write(["sh", "-c", "stty size; exit 1"], terminal: true);
        using MonitorProcess monitor = new MonitorProcess(
            bundle, order => Policy("on-failure", 1)(order) with { Terminal = true, Rows = 9, Columns = 99 }).Begin();
        monitor.Starter.UntilExit();
        monitor.Starter.UntilExit();

        Assert.Equal("9 99\r\n9 99\r\n", monitor.Starter.Text);
    }
}
