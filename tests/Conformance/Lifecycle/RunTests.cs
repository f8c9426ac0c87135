// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.Globalization;
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>
/// runc-run(8): in the foreground the runtime stands for the process, detached it gets out of the way.
/// </summary>
public sealed class RunTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("exit", "0", 0)]
    [InlineData("exit", "3", 3)]
    [InlineData("exit", "126", 126)]
    [InlineData("exit", "255", 255)]
    public void The_exit_code_is_that_of_the_process(string verb, string argument, int exitCode)
    {
        Container(spec => spec.Args("/bin/probe", verb, argument)).Run().Exited(exitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("SIGKILL", 137)]
    [InlineData("SIGSEGV", 139)]
    [InlineData("SIGTERM", 143)]
    [InlineData("SIGHUP", 129)]
    public void A_process_killed_by_a_signal_exits_with_128_and_its_number(string signal, int exitCode)
    {
        // Outside of a pid namespace: inside, the first process cannot be killed by a signal of its own.
        Container(spec => spec.WithoutNamespace("pid").Args("/bin/probe", "kill", signal)).Run().Exited(exitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("TERM", "SIGTERM")]
    [InlineData("INT", "SIGINT")]
    [InlineData("HUP", "SIGHUP")]
    [InlineData("QUIT", "SIGQUIT")]
    [InlineData("USR1", "SIGUSR1")]
    [InlineData("USR2", "SIGUSR2")]
    public void A_signal_to_the_runtime_reaches_the_process(string signal, string seen)
    {
        using Invocation run = Container(spec => spec.Args("/bin/probe", "signals")).BeginRun(Launch.Default);
        Eventually.True(() => run.Stdout.StartsWith("ready", System.StringComparison.Ordinal), "the process listens");
        Send(run, signal);
        Eventually.True(() => run.Stdout.Contains(seen, System.StringComparison.Ordinal), seen + " seen inside");
        if (signal != "TERM")
        {
            Send(run, "TERM");
        }

        run.Wait().Succeeded();
    }

    [ContainerTheory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public void The_exit_code_tells_of_the_signal_that_ended_it(string signal, int exitCode)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        using Invocation run = container.BeginRun(Launch.Default, "--pid-file", container.PidFile);
        WaitForProcess(container);
        Send(run, signal);
        run.Wait().Exited(exitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Detached_it_returns_while_the_process_goes_on()
    {
        var watch = Stopwatch.StartNew();
        Container container = Container(spec => spec.Args("/bin/probe", "sleep", "100"));
        container.Run("--detach", "--pid-file", container.PidFile).Succeeded();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
        Assert.Equal("running", container.Status);
        Assert.Equal(container.Pid.ToString(CultureInfo.InvariantCulture), File.ReadAllText(container.PidFile));
    }

    [ContainerFact]
    public void Detached_the_output_still_arrives()
    {
        Container container = Container(spec => spec.Shell("sleep 0.2; echo later"));
        Result run = container.Run("--detach").Succeeded();
        Eventually.True(() => run.Stdout == "later\n", "what the process has written after the runtime was gone");
    }

    [ContainerTheory]
    [InlineData(true, "stopped")]
    [InlineData(false, null)]
    public void Keep_leaves_the_stopped_container(bool keep, string? status)
    {
        Container container = Container(spec => spec.Args("/bin/probe", "exit", "3"));
        string[] options = keep ? ["--keep"] : [];
        container.Run(options).Exited(3);
        if (status is null)
        {
            Sandbox.AssertNothingLeft();
        }
        else
        {
            Assert.Equal(status, container.Status);
            container.Delete().Succeeded();
        }
    }

    [ContainerFact]
    public void It_waits_for_the_process_and_not_for_its_orphans()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "fork-orphans", "2", ",", "exit", "4"));
        container.Run().Exited(4);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void Orphans_outside_of_a_pid_namespace_end_with_the_container()
    {
        Container container =
            Container(spec => spec.WithoutNamespace("pid").Args("/bin/probe", "fork-orphans", "2", ",", "exit", "4"));
        container.Run().Exited(4);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_pipe_carries_bytes_in_and_out()
    {
        Container container = Container(spec => spec.Args("/bin/cat"));
        container.WriteConfig();
        string run = $"{RuntimeBinary.Path} --root {Sandbox.Root} run --bundle {container.Bundle} {container.Id}";
        Result result = Sandbox.Command("/bin/sh", "-c", $"head -c 1000000 /dev/zero | {run} | wc -c");
        Assert.Equal("1000000", result.Succeeded().Stdout.Trim());
    }

    private void WaitForProcess(Container container) =>
        Eventually.True(() => File.Exists(container.PidFile)
            && File.ReadAllText($"/proc/{File.ReadAllText(container.PidFile)}/comm").Trim() == "probe"
            && !File.ReadAllText($"/proc/{File.ReadAllText(container.PidFile)}/status")
                .Contains("SigCgt:\t0000000000000000", System.StringComparison.Ordinal), "the process listens");

    private void Send(Invocation run, string signal) =>
        Sandbox.Command("kill", "-" + signal, run.Pid.ToString(CultureInfo.InvariantCulture)).Succeeded();
}
