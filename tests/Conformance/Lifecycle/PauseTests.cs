// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runc-pause(8), runc-resume(8), and what the other verbs do to a container that is paused.</summary>
public sealed class PauseTests : ConformanceTest
{
    private const string Counting = "i=0; while :; do i=$((i+1)); echo $i > /tmp/count; done";

    [ContainerFact]
    public void Nothing_in_it_runs_until_it_is_resumed()
    {
        Container container = Container(spec => spec.Set("root.readonly", false).Shell(Counting));
        container.Run("--detach").Succeeded();
        Eventually.True(() => Count(container) > 0, "it counts");
        container.Pause().Succeeded();
        Assert.Equal("paused", container.Status);
        long before = Count(container);
        System.Threading.Thread.Sleep(100);
        Assert.Equal(before, Count(container));
        container.Resume().Succeeded();
        Assert.Equal("running", container.Status);
        Eventually.True(() => Count(container) > before, "it counts on");
    }

    [ContainerFact]
    public void A_container_that_forks_all_the_time_stops_too()
    {
        Container container = Container(spec => spec.Shell("while :; do /bin/true & /bin/true; done"));
        container.Run("--detach").Succeeded();
        for (int round = 0; round < 5; round++)
        {
            container.Pause().Succeeded();
            Assert.Equal("paused", container.Status);
            container.Resume().Succeeded();
        }
    }

    [ContainerFact]
    public void A_created_one_is_created_again_after_it()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        container.Create().Succeeded();
        container.Pause().Succeeded();
        container.Resume().Succeeded();
        Assert.Equal("created", container.Status);
        container.Start().Succeeded();
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void What_exec_has_started_stops_with_it()
    {
        Container container = Container(spec => spec.Set("root.readonly", false)).RunSleeping();
        container.ExecWith(["--detach"], "/bin/sh", "-c", Counting).Succeeded();
        Eventually.True(() => Count(container) > 0, "it counts");
        container.Pause().Succeeded();
        long before = Count(container);
        System.Threading.Thread.Sleep(100);
        Assert.Equal(before, Count(container));
        container.Resume().Succeeded();
    }

    [ContainerFact]
    public void Exec_waits_for_the_resume_if_it_is_told_to()
    {
        Container container = Container().RunSleeping();
        container.Pause().Succeeded();
        container.Exec("/bin/true").Failed(255, "cannot exec in a paused container (use --ignore-paused to override)");
        using Invocation exec = container.BeginExec(Launch.Default, ["--ignore-paused"], "/bin/echo", "in");
        System.Threading.Thread.Sleep(300);
        Assert.False(exec.HasExited);
        Assert.Equal("", exec.Stdout);
        container.Resume().Succeeded();
        Assert.Equal("in\n", exec.Wait().Succeeded().Stdout);
    }

    [ContainerFact]
    public void Another_signal_than_KILL_waits_for_the_resume()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "signals"));
        Result run = container.Run("--detach").Succeeded();
        Eventually.True(() => run.Stdout.StartsWith("ready", StringComparison.Ordinal), "the process listens");
        container.Pause().Succeeded();
        container.Kill("USR1").Succeeded();
        System.Threading.Thread.Sleep(100);
        Assert.DoesNotContain("SIGUSR1", run.Stdout, StringComparison.Ordinal);
        Assert.Equal("paused", container.Status);
        container.Resume().Succeeded();
        Eventually.True(() => run.Stdout.Contains("SIGUSR1", StringComparison.Ordinal), "SIGUSR1 seen inside");
    }

    [ContainerTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void By_force_it_goes_with_all_its_processes(bool pidNamespace)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "fork-orphans", "3", ",", "sleep"));
        if (!pidNamespace)
        {
            container.Spec.WithoutNamespace("pid");
        }

        container.Run("--detach").Succeeded();
        Eventually.True(() => Processes(container) == 4, "four processes in the container");
        container.Pause().Succeeded();
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "dies of the signal, and leaves what it has frozen so far")]
    public void A_pause_that_a_signal_ends_leaves_it_running()
    {
        Container container = Container(spec => spec.Capabilities("CAP_SYS_PTRACE").Args("/bin/probe", "unfreezable"));
        Result run = container.Run("--detach").Succeeded();
        Eventually.True(() => run.Stdout == "ready\n", "the process hangs");
        using Invocation pause = Sandbox.Begin(Launch.Default, "pause", container.Id);
        Eventually.True(() => IsFreezing(container), "it is freezing");
        Assert.Equal("running", container.Status);
        Sandbox.Command("kill", "-TERM", pause.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
        pause.Wait().Failed(1, "interrupted by SIGTERM");
        Assert.False(IsFreezing(container));
        Assert.Equal("running", container.Status);
    }

    private static bool IsFreezing(Container container) =>
        HostCgroups.Parents(container.CgroupsPath.Trim('/'))
            .SelectMany(
                path => new[] { Path.Combine(path, "cgroup.freeze"), Path.Combine(path, "freezer.self_freezing") })
            .Any(file => File.Exists(file) && File.ReadAllText(file).Trim() == "1");

    private static long Count(Container container)
    {
        string file = container.InRootfs("tmp/count");
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), out long count) ? count : 0;
    }

    private static int Processes(Container container) =>
        File.ReadAllLines(container.CgroupFile("pids", "cgroup.procs")).Length;
}
