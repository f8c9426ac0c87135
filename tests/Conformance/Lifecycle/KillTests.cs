// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runtime-spec, runtime.md "Kill", and runc-kill(8).</summary>
public sealed class KillTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("TERM", "SIGTERM")]
    [InlineData("SIGTERM", "SIGTERM")]
    [InlineData("15", "SIGTERM")]
    [InlineData("HUP", "SIGHUP")]
    [InlineData("INT", "SIGINT")]
    [InlineData("SIGUSR1", "SIGUSR1")]
    [InlineData("12", "SIGUSR2")]
    [InlineData("WINCH", "SIGWINCH")]
    [InlineData("QUIT", "SIGQUIT")]
    public void A_signal_by_name_or_number_reaches_the_process(string signal, string seen)
    {
        Result run = RunListening(out Container container);
        container.Kill(signal).Succeeded();
        Eventually.True(() => run.Stdout.Split('\n').Contains(seen), seen + " seen inside");
    }

    [ContainerFact]
    public void Without_a_signal_it_is_TERM()
    {
        Result run = RunListening(out Container container);
        Sandbox.Runtime("kill", container.Id).Succeeded();
        Eventually.True(() => run.Stdout.Contains("SIGTERM", System.StringComparison.Ordinal), "SIGTERM seen inside");
        container.WaitForStatus("stopped");
    }

    [ContainerFact]
    public void A_process_that_ignores_TERM_goes_on_until_KILL()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "ignore-term"));
        container.Run("--detach").Succeeded();
        Eventually.True(() => File.ReadAllText($"/proc/{container.Pid}/comm")
            .Trim() == "probe", "the process executed");
        container.Kill("TERM").Succeeded();
        Assert.Equal("running", container.Status);
        container.Kill("KILL").Succeeded();
        container.WaitForStatus("stopped");
    }

    [ContainerTheory]
    [InlineData("NOSUCH")]
    [InlineData("SIG")]
    [InlineData("999")]
    public void A_signal_there_is_not_is_an_error(string signal)
    {
        Container container = Container().RunSleeping();
        container.Kill(signal).Failed(1);
        Assert.Equal("running", container.Status);
    }

    [ContainerFact]
    public void Every_process_of_a_pid_namespace_goes_with_the_first()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "fork-orphans", "3", ",", "sleep"));
        container.Run("--detach").Succeeded();
        Eventually.True(() => Processes(container).Length == 4, "four processes in the container");
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        Eventually.True(() => Processes(container).Length == 0, "no process in the container");
    }

    [ContainerFact]
    public void Without_a_pid_namespace_KILL_is_for_the_whole_cgroup()
    {
        Container container =
            Container(spec => spec.WithoutNamespace("pid").Args("/bin/probe", "fork-orphans", "3", ",", "sleep"));
        container.Run("--detach").Succeeded();
        Eventually.True(() => Processes(container).Length == 4, "four processes in the container");
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Without_a_pid_namespace_delete_ends_what_the_first_process_has_left()
    {
        Container container =
            Container(spec => spec.WithoutNamespace("pid").Args("/bin/probe", "fork-orphans", "3", ",", "sleep"));
        container.Run("--detach").Succeeded();
        Eventually.True(() => Processes(container).Length == 4, "four processes in the container");
        Sandbox.Command("kill", "-9", container.Pid.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Kill_all_is_accepted()
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime("kill", "--all", container.Id, "KILL").Succeeded();
        container.WaitForStatus("stopped");
    }

    private static string[] Processes(Container container) =>
        File.Exists(container.CgroupFile("pids", "cgroup.procs"))
            ? File.ReadAllLines(container.CgroupFile("pids", "cgroup.procs")) : [];

    /// <summary>A detached container that prints the signals it gets, and listens already.</summary>
    private Result RunListening(out Container container)
    {
        container = Container(spec => spec.Args("/bin/probe", "signals"));
        Result run = container.Run("--detach").Succeeded();
        Eventually.True(() => run.Stdout.StartsWith("ready", System.StringComparison.Ordinal), "the process listens");
        return run;
    }
}
