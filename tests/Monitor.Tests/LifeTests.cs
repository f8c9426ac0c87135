// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>From the start of a container to its end.</summary>
public sealed class LifeTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("exec /bin/busybox nosuchapplet", 127)]
    public void The_exit_code_comes_last_and_is_in_the_state(string script, int expected)
    {
        using MonitorProcess monitor = new MonitorProcess(script).Begin();
        ExitReport report = monitor.Starter.UntilExit();

        Assert.Equal(expected, report.ExitCode);
        Assert.Equal([FrameKind.Begun, FrameKind.Exit], monitor.Starter.Kinds);
        Assert.True(monitor.Starter.IsAtEnd());
        Assert.Equal(new ExitStatus(0, 0), monitor.Wait());
        ContainerState state = monitor.State;
        Assert.Equal((ContainerStatus.Exited, expected, 0), (state.Status, state.ExitCode, state.Pid));
        Assert.True(
            state.StartedAt <= state.FinishedAt && DateTimeOffset.UtcNow - state.FinishedAt < TimeSpan.FromMinutes(1));
        Assert.Equal(["start", "die"], monitor.Events);
        Assert.False(File.Exists(monitor.Bundle.Scratch["monitor.sock"]));
    }

    [Fact]
    public void A_signal_that_ended_it_is_told()
    {
        using MonitorProcess monitor = new MonitorProcess("exec sleep 60").Begin();
        Begun begun = ProtocolJson.ParseBegun(monitor.Starter.Until(FrameKind.Begun));
        Assert.Equal((ContainerStatus.Running, begun.Pid), (monitor.State.Status, monitor.State.Pid));
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);

        Assert.Equal(137, monitor.Starter.UntilExit().ExitCode);
    }

    [Theory]
    [InlineData("/nosuch", 127)]
    [InlineData("/etc", 126)]
    [InlineData("/tmp/plain", 126)]
    public void What_cannot_be_started_has_dockers_code(string program, int expected)
    {
        using var bundle = new Bundle(program);
        File.WriteAllText(bundle.Scratch["bundle/rootfs/tmp/plain"], "text");
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        StartFailure failure = ProtocolJson.ParseFailure(monitor.Starter.Until(FrameKind.Failed));

        Assert.Equal(expected, failure.ExitCode);
        Assert.Contains(program, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, monitor.Wait().Code);
        Assert.Equal((ContainerStatus.Created, expected, failure.Message),
            (monitor.State.Status, monitor.State.ExitCode, monitor.State.Error));
    }

    [Fact]
    public void Nothing_is_started_unless_the_starter_says_so()
    {
        using var monitor = new MonitorProcess("exit 0");
        monitor.Starter.Dispose();

        Assert.Equal(0, monitor.Wait().Code);
        Assert.False(File.Exists(monitor.Bundle.Scratch["events.jsonl"]));
    }

    [Fact]
    public void The_container_outlives_the_starter()
    {
        using var monitor = new MonitorProcess("sleep 0.3; echo late");
        monitor.Starter.Send(FrameKind.Start);
        monitor.Starter.Until(FrameKind.Begun);
        monitor.Starter.Dispose();

        Assert.Equal(0, monitor.Wait().Code);
        Assert.Equal("late\n"u8.ToArray(), monitor.Logged().Stdout);
        Assert.Equal(ContainerStatus.Exited, monitor.State.Status);
    }

    [Fact]
    public void Who_waits_is_told_of_the_end_alone()
    {
        using MonitorProcess monitor = new MonitorProcess("echo x; exec sleep 60").Begin();
        monitor.Starter.UntilText("x");
        using Connection waiter = monitor.Connect();
        waiter.Send(FrameKind.Wait);
        waiter.Ask(FrameKind.StopRequested);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);

        Assert.Equal(137, waiter.UntilExit().ExitCode);
        Assert.Empty(waiter.Stdout);
        monitor.Wait();
        Assert.True(monitor.State.HasBeenManuallyStopped);
    }

    [Fact]
    public void A_second_monitor_is_refused_while_the_first_lives()
    {
        using MonitorProcess monitor = new MonitorProcess("exec sleep 60").Begin();
        monitor.Starter.Until(FrameKind.Begun);
        using OwnedFd held = At.Open(BorrowedFd.Cwd, monitor.Bundle.Scratch["monitor.lock"], O_RDWR);

        Assert.False(Fd.TryLock(held));
        monitor.Kill(SIGKILL);
        monitor.Wait();
        // What fsck goes by: the state says it runs, and nobody holds the lock. The process is still there.
        Assert.True(Fd.TryLock(held));
        Assert.Equal(ContainerStatus.Running, monitor.State.Status);
        Assert.True(Signal.Send(monitor.State.Pid, 0));
    }

    [Fact]
    public void Told_to_end_it_stops_the_container_by_its_signal()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "trap 'echo stopped; exit 3' QUIT; echo ready; while :; do sleep 0.05; done",
            order => order with { StopSignal = "SIGQUIT", Restart = new RestartPolicy { Name = "always" } }).Begin();
        monitor.Starter.UntilText("ready");
        monitor.Kill(SIGTERM);

        Assert.Equal(
            (3, false), (monitor.Starter.UntilExit().ExitCode, monitor.State.Status == ContainerStatus.Restarting));
        Assert.Equal("ready\nstopped\n", monitor.Starter.Text);
        Assert.False(monitor.State.HasBeenManuallyStopped);
    }

    [Fact]
    public void A_container_that_does_not_heed_is_killed_in_the_end()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "trap '' TERM; echo ready; while :; do sleep 0.05; done", order => order with { StopTimeout = 1 }).Begin();
        monitor.Starter.UntilText("ready");
        monitor.Kill(SIGTERM);

        Assert.Equal(137, monitor.Starter.UntilExit().ExitCode);
    }

    [Fact]
    public void The_command_that_cleans_up_is_started_once_the_end_is_told()
    {
        using var bundle = new Bundle("true");
        string done = bundle.Scratch["done"];
        using MonitorProcess monitor = new MonitorProcess(
            bundle, order => order with
            {
                CleanUp = ["/bin/sh", "-c", $"cp {order.StatePath} {done}.tmp; mv {done}.tmp {done}"],
            }).Begin();
        monitor.Wait();

        Eventually.True(() => File.Exists(done), "the clean-up");
        Assert.Equal(ContainerStatus.Exited, ProtocolJson.ParseState(File.ReadAllBytes(done), done).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_client_may_clean_up_itself_and_if_it_dies_the_command_does(bool finishes)
    {
        using var bundle = new Bundle("true");
        string done = bundle.Scratch["done"];
        using var monitor = new MonitorProcess(bundle, order => order with
        {
            CleanUp = ["/bin/sh", "-c", $": > {done}"],
        });
        monitor.Starter.Send(FrameKind.CleanUpIsMine);
        monitor.Begin();
        monitor.Starter.UntilExit();
        using (OwnedFd held = At.Open(BorrowedFd.Cwd, bundle.Scratch["monitor.lock"], O_RDWR))
            Eventually.True(() => Fd.TryLock(held), "the lock, which the next monitor needs");
        Assert.False(File.Exists(done));
        if (finishes)
            monitor.Starter.Send(FrameKind.CleanedUp);
        else
            monitor.Starter.Dispose();

        Assert.Equal(0, monitor.Wait().Code);
        if (!finishes)
            Eventually.True(() => File.Exists(done), "the clean-up");
        Assert.Equal(!finishes, File.Exists(done));
    }

    [Fact]
    public void Orphans_of_the_container_do_not_stay_as_zombies()
    {
        using var bundle = new Bundle();
        // Without a pid namespace they come to the monitor when their parent has gone.
        bundle.Write(
            ["sh", "-c", "(sleep 0.2 & sleep 0.2 & sleep 0.2 &) ; echo ready; exec sleep 60"],
            change: spec => spec with
            {
                Linux = spec.Linux! with { Namespaces = [.. spec.Linux.Namespaces.Where(each => each.Type != "pid")] },
            });
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        monitor.Starter.UntilText("ready");

        Eventually.True(() => Childless(monitor.Pid) == 1, "the end of the orphans");
        bundle.Client.Kill(bundle.Id, SIGKILL, all: true);
        Assert.Equal(137, monitor.Starter.UntilExit().ExitCode);
    }

    [Fact]
    public void An_order_that_cannot_be_read_is_told_to_the_starter()
    {
        using var monitor = new MonitorProcess("true", order => order with { Log = new LogOrder { Type = "syslog" } });
        StartFailure failure = ProtocolJson.ParseFailure(monitor.Starter.Until(FrameKind.Failed));

        Assert.Contains("no log driver named 'syslog'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, monitor.Wait().Code);
    }

    private static int Childless(int pid) =>
        File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}
