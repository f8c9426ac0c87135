// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>More processes in a container that runs.</summary>
public abstract partial class EngineTests
{
    [Fact]
    public void The_output_and_the_exit_code_of_an_exec_come_through()
    {
        using Container container = Engine.StartSleeping();
        Result result = container.Shell("echo out; echo err >&2; exit 7").Exited(7);
        Assert.Equal("out\n", result.Stdout);
        Assert.Contains("err\n", result.Stderr);
        container.Shell("kill -KILL $$").Exited(137);
    }

    [Fact]
    public void An_exec_whose_program_is_not_there_says_so_and_leaves_the_container_alone()
    {
        using Container container = Engine.StartSleeping();
        Result result = container.Exec("no-such-program");
        Assert.Contains(result.ExitCode, Engine.NotFound.Exec);
        Assert.Contains("exec: \"no-such-program\": executable file not found in $PATH", result.Stdout + result.Stderr);
        result = container.Exec("/etc/passwd");
        Assert.Contains(result.ExitCode, Engine.NotExecutable.Exec);
        Assert.Contains("exec: \"/etc/passwd\": permission denied", result.Stdout + result.Stderr);
        Assert.Equal(ContainerStatus.Running, container.Status);
    }

    [Fact]
    public void An_exec_has_the_user_and_the_directory_asked_for()
    {
        using Container container = Engine.StartSleeping();
        Result result = container.Exec(
            new ContainerOptions { User = "1000:1001", Directory = "/tmp" }, "sh", "-c", "id -u; id -g; pwd");
        Assert.Equal("1000\n1001\n/tmp\n", result.Succeeded().Stdout);
    }

    [Fact]
    public void An_exec_is_confined_as_the_container_is()
    {
        using Container container = Engine.StartSleeping();
        const string Confinement = "grep -E 'Cap|Seccomp:|NoNewPrivs' /proc/$1/status; for n in ipc mnt net pid uts; do readlink /proc/$1/ns/$n; done; cat /proc/$1/cgroup";
        Assert.Equal(container.Exec("sh", "-c", Confinement, "sh", "1").Succeeded().Stdout,
            container.Exec("sh", "-c", Confinement, "sh", "self").Succeeded().Stdout);
    }

    [Fact]
    public void Execs_one_after_the_other_as_a_health_check_does_leave_nothing()
    {
        using Container container = Engine.StartSleeping();
        for (int n = 0; n < 20; n++)
        {
            container.Shell($"exit {n % 3}").Exited(n % 3);
        }

        Assert.Equal(1, Engine.CountByStatistics(container.Name));
    }

    [Fact]
    public void Execs_at_the_same_time_do_not_mix()
    {
        using Container container = Engine.StartSleeping();
        Invocation[] execs = [.. Enumerable.Range(0, 8)
            .Select(n => container.BeginExec(
                Launch.Default, ContainerOptions.Default, "sh", "-c", $"sleep 0.3; echo {n}; sleep 0.3; exit {n}"))];
        for (int n = 0; n < execs.Length; n++)
        {
            Assert.Equal($"{n}\n", execs[n].Wait().Exited(n).Stdout);
        }
    }

    [Fact]
    public void Standard_input_of_an_exec_arrives()
    {
        using Container container = Engine.StartSleeping();
        string lines =
            string.Concat(Enumerable.Range(0, 1000).Select(n => n.ToString(CultureInfo.InvariantCulture) + "\n"));
        Launch launch = new() { Stdin = Engine.Ground.Write("exec-input", lines) };
        Assert.Equal(lines,
            container.BeginExec(launch, new ContainerOptions { Interactive = true }, "sh", "-c", "cat; sleep 0.3")
            .Wait().Succeeded().Stdout);
    }

    [Fact]
    public void An_exec_into_a_container_that_has_ended_fails()
    {
        using Container container = Engine.Start("true");
        Eventually.True(() => container.Status == ContainerStatus.Stopped, "the container to end");
        Assert.NotEqual(0, container.Exec("true").ExitCode);
    }
}
