// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Monitor.Health;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using Husk.Oci.ImageSpec;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

public sealed class HealthTests
{
    private const long Millisecond = 1_000_000;

    private static readonly DateTimeOffset Begun = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Three_failures_in_a_row_are_unhealthy_and_one_success_is_healthy()
    {
        var tally = new HealthTally(new Healthcheck(), Begun);
        Assert.Equal(
            [false, false, true, false, true], new[] { 1, 1, 1, 1, 0 }.Select(code => tally.Add(Probe(60, code))));
        Assert.Equal(("healthy", 0), (tally.State.Status, tally.State.FailingStreak));
        tally.Add(Probe(60, 2));
        Assert.Equal(("healthy", 1), (tally.State.Status, tally.State.FailingStreak));
        Assert.Equal(5, tally.State.Log.Length);
    }

    [Fact]
    public void A_failure_while_the_container_starts_is_none()
    {
        var tally = new HealthTally(
            new Healthcheck
            {
                StartPeriod = 10_000 * Millisecond,
                StartInterval = 500 * Millisecond,
                Interval = 7_000 * Millisecond,
                Retries = 1,
            }, Begun);
        Assert.False(tally.Add(Probe(1, 1)));
        Assert.Equal(("starting", 0), (tally.State.Status, tally.State.FailingStreak));
        Assert.Equal(TimeSpan.FromSeconds(0.5), tally.Interval(Begun.AddSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(7), tally.Interval(Begun.AddSeconds(11)));
        Assert.True(tally.Add(Probe(11, 1)));
        Assert.True(tally.IsUnhealthy);
    }

    [Fact]
    public void The_defaults_are_dockers()
    {
        var tally = new HealthTally(new Healthcheck(), Begun);
        Assert.Equal((30, 30), (tally.Interval(Begun).TotalSeconds, tally.Timeout.TotalSeconds));
    }

    [Fact]
    public void A_container_becomes_healthy_and_unhealthy()
    {
        using Bundle bundle = Asking("echo checked; echo wrong >&2; test -e /tmp/fine");
        using MonitorProcess monitor = new MonitorProcess(bundle, Order(bundle, retries: 2)).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        Assert.Equal("starting", monitor.State.Health!.Status);
        string fine = bundle.Scratch["bundle/rootfs/tmp/fine"];
        File.WriteAllText(fine, "");
        Eventually.True(() => monitor.State.Health!.Status == "healthy", "health");
        HealthProbe probe = monitor.State.Health!.Log[^1];
        Assert.Equal((0, "checked\nwrong\n"), (probe.ExitCode, probe.Output));
        File.Delete(fine);
        Eventually.True(() => monitor.State.Health!.Status == "unhealthy", "the lack of it");

        // It is told when it is written down.
        Eventually.True(() => monitor.Events.Contains("health_status: unhealthy"), "word of it");
        Assert.Equal(["start", "health_status: healthy", "health_status: unhealthy"], monitor.Events);
        Eventually.True(() => monitor.State.Health!.Log.Length == 5, "five probes, and no more");
        bundle.Client.Kill(bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void A_probe_that_takes_too_long_is_ended_and_fails()
    {
        using Bundle bundle = Asking("echo begun; exec sleep 60");
        using MonitorProcess monitor = new MonitorProcess(bundle, Order(bundle, retries: 1, timeout: 300)).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        Eventually.True(() => monitor.State.Health!.Status == "unhealthy", "the end of its time");

        HealthProbe probe = monitor.State.Health!.Log[0];
        Assert.Equal((-1, "Health check exceeded timeout (0.3s): begun\n"), (probe.ExitCode, probe.Output));
        // Less by the clock's grain (CLOCK_MONOTONIC_COARSE).
        Assert.InRange((probe.End - probe.Start).TotalSeconds, 0.29, 5);
        Eventually.True(() => bundle.Client.Processes(bundle.Id).Length <= 2, "the end of the probe's process");
        bundle.Client.Kill(bundle.Id, SIGKILL);
        Assert.Equal(137, monitor.Starter.UntilExit().ExitCode);
    }

    [Fact]
    public void A_probe_that_says_much_is_cut()
    {
        using Bundle bundle = Asking("yes | head -c 100000");
        using MonitorProcess monitor = new MonitorProcess(bundle, Order(bundle, retries: 1)).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        Eventually.True(() => monitor.State.Health!.Log.Length > 0, "a probe");

        Assert.Equal(4096 + 3, monitor.State.Health!.Log[0].Output.Length);
        bundle.Client.Kill(bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void A_program_that_is_not_there_is_a_failure_that_says_so()
    {
        using Bundle bundle = Asking("true");
        File.WriteAllBytes(bundle.Scratch["probe.json"], RuntimeSpecJson.Write(Process("/nosuch")));
        using MonitorProcess monitor = new MonitorProcess(bundle, Order(bundle, retries: 1)).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        Eventually.True(() => monitor.State.Health!.Status == "unhealthy", "the probe's failure");

        Assert.Contains("/nosuch", monitor.State.Health!.Log[0].Output, StringComparison.Ordinal);
        bundle.Client.Kill(bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void A_paused_container_is_not_asked()
    {
        using Bundle bundle = Asking("true");
        using MonitorProcess monitor = new MonitorProcess(bundle, Order(bundle, retries: 1)).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        Eventually.True(() => monitor.State.Health!.Log.Length > 0, "a probe");
        bundle.Client.Pause(bundle.Id);
        monitor.Starter.Ask(FrameKind.Paused);
        Assert.Equal(ContainerStatus.Paused, monitor.State.Status);
        DateTimeOffset last = monitor.State.Health!.Log[^1].End;
        System.Threading.Thread.Sleep(500);
        Assert.Equal(last, monitor.State.Health!.Log[^1].End);
        bundle.Client.Resume(bundle.Id);
        monitor.Starter.Ask(FrameKind.Resumed);
        Assert.Equal(ContainerStatus.Running, monitor.State.Status);
        Eventually.True(() => monitor.State.Health!.Log[^1].End > last, "a probe");
        bundle.Client.Kill(bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void An_unhealthy_container_is_started_again_when_its_policy_minds()
    {
        using Bundle bundle = Asking("test ! -e /tmp/sick");
        using MonitorProcess monitor = new MonitorProcess(
            bundle, order => Order(bundle, retries: 1)(order) with
            {
                Restart = new RestartPolicy { Name = "on-unhealthy" },
            }).Begin();
        monitor.Starter.UntilText("ready\n");
        string sick = bundle.Scratch["bundle/rootfs/tmp/sick"];
        File.WriteAllText(sick, "");
        ExitReport report = monitor.Starter.UntilExit();
        Assert.Equal((0, true), (report.ExitCode, report.Restarting));
        File.Delete(sick);
        monitor.Starter.Until(FrameKind.Begun);
        Eventually.True(() => monitor.State.Health!.Status == "healthy", "health");

        Assert.Equal(1, monitor.State.RestartCount);
        monitor.Starter.Ask(FrameKind.StopRequested);
        bundle.Client.Kill(bundle.Id, SIGKILL);
        Assert.False(monitor.Starter.UntilExit().Restarting);
    }

    private static HealthProbe Probe(int second, int exitCode) =>
        new() { Start = Begun.AddSeconds(second), End = Begun.AddSeconds(second), ExitCode = exitCode };

    private static Process Process(params string[] command) =>
        RuntimeSpecTemplate.Rootful(cgroupNamespace: false).Process! with { Terminal = false, Args = command };

    private static Bundle Asking(string probe)
    {
        var bundle = new Bundle("sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        File.WriteAllBytes(bundle.Scratch["probe.json"], RuntimeSpecJson.Write(Process("sh", "-c", probe)));
        return bundle;
    }

    private static Func<MonitorOrder, MonitorOrder> Order(Bundle bundle, int retries, int timeout = 20_000) =>
        order => order with
        {
            Health = new HealthOrder
            {
                Config = new Healthcheck
                {
                    Test = ["CMD", "probe"],
                    Interval = 100 * Millisecond,
                    Timeout = timeout * Millisecond,
                    Retries = retries,
                },
                ProcessFile = bundle.Scratch["probe.json"],
            },
        };
}
