// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>Stop, start again, logs, health, builds.</summary>
public abstract partial class DockerCommandLineTests
{
    [Fact]
    public void Standard_input_arrives()
    {
        string file = Engine.Ground.Write("input", "line one\nline two\n");
        Launch launch = new() { Stdin = file };
        Result result = Engine.BeginRun(launch, new ContainerOptions { Interactive = true }, "cat").Wait().Succeeded();
        Assert.Equal(File.ReadAllText(file), result.Stdout);
    }

    [Fact]
    public void The_user_is_the_one_asked_for_and_has_no_capability()
    {
        Result result = Engine.Run(new ContainerOptions { User = "1000:1001" }, "sh", "-c",
            "id -u; id -g; grep CapEff /proc/self/status").Succeeded();
        Assert.Equal("1000\n1001\nCapEff:\t0000000000000000\n", result.Stdout);
    }

    [Fact]
    public void Stop_lets_the_process_end_by_itself()
    {
        using Container container = Engine.Start("sh", "-c", Ticking);
        container.WaitForLog("ready\n");
        Engine.Do("stop", "--time", "30", container.Name).Succeeded();
        Assert.Equal(3, container.Wait());
        Assert.EndsWith("got TERM\n", container.Logs);
    }

    [Fact]
    public void Stop_sends_the_signal_that_the_container_asks_for()
    {
        using Container container = Engine.Start(Options("--stop-signal", "USR2"), "sh", "-c",
            "trap 'exit 6' USR2; echo ready; while :; do sleep 0.05; done");
        container.WaitForLog("ready\n");
        Engine.Do("stop", "--time", "30", container.Name).Succeeded();
        Assert.Equal(6, container.Wait());
    }

    [Fact]
    public void Stop_kills_what_does_not_end_in_time()
    {
        using Container container = Engine.StartSleeping();
        var watch = Stopwatch.StartNew();
        Engine.Do("stop", "--time", "1", container.Name).Succeeded();
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 15);
        Assert.Equal(137, container.Wait());
    }

    [Fact]
    public void A_container_starts_again_where_its_files_were()
    {
        using Container container = Engine.Start("sh", "-c", "echo started >> /log; cat /log; sleep 0.1");
        Assert.Equal(0, container.Wait());
        Engine.Do("start", container.Name).Succeeded();
        Assert.Equal(0, container.Wait());
        Assert.Equal("started\nstarted\nstarted\n", container.Logs);
        Engine.Do("restart", "--time", "0", container.Name).Succeeded();
        Assert.Equal(0, container.Wait());
    }

    [Fact]
    public void A_container_that_cannot_start_says_why_and_can_be_removed()
    {
        string name = Engine.NewName();
        Engine.Do(CommandLine.CreateWords(ContainerOptions.Default, name, ["no-such-program"])).Succeeded();
        Result start = Engine.Do("start", name);
        Assert.NotEqual(0, start.ExitCode);
        Assert.Contains("executable file not found in $PATH", start.Stderr);
        Engine.Do("rm", name).Succeeded();
    }

    [Fact]
    public void The_log_keeps_both_streams_apart_and_can_be_followed()
    {
        using Container container = Engine.Start("sh", "-c", "echo out; echo err >&2; sleep 0.5; echo late");
        using Invocation follow = Engine.Begin(Launch.Default, "logs", "--follow", container.Name);
        Result logs = follow.Wait().Succeeded();
        Assert.Equal(("out\nlate\n", "err\n"), (logs.Stdout, logs.Stderr));
    }

    [Fact]
    public void Limits_change_while_the_container_runs()
    {
        using Container container = Engine.Start(new ContainerOptions { Memory = 64 * Mebibyte }, "sleep", "300");
        Engine.Do("update", $"--memory={48 * Mebibyte}", $"--memory-swap={48 * Mebibyte}", container.Name).Succeeded();
        Assert.Equal($"{48 * Mebibyte}\n", container.Exec("cat", MemoryFile).Succeeded().Stdout);
        Engine.Do("update", "--cpus=0.25", container.Name).Succeeded();
        Assert.Equal("25000 100000\n", container.Shell(CpuScript).Succeeded().Stdout);
        Assert.Equal($"{48 * Mebibyte}\n", container.Exec("cat", MemoryFile).Succeeded().Stdout);
    }

    [Fact]
    public void The_number_of_processes_is_limited()
    {
        Result result = Engine.Run(Options("--pids-limit", "8"), "sh", "-c",
            "for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1 & done; wait");
        Assert.Contains("can't fork", result.Stderr);
    }

    [Fact]
    public void An_init_process_reaps_the_orphans()
    {
        using Container container = Engine.Start(Options("--init"), "sleep", "300");
        Assert.NotEqual("sleep\n", container.Exec("cat", "/proc/1/comm").Succeeded().Stdout);
        container.Shell("(sleep 0.2 &)").Succeeded();
        Eventually.True(() => Engine.CountByStatistics(container.Name) == 2, "the orphan to be gone");
    }

    [Fact]
    public void A_health_check_sees_the_container_turn_well_and_ill()
    {
        using Container container = Engine.Start(
            Options("--health-cmd", "test -e /well", "--health-interval", CommandLine.HealthInterval,
                "--health-retries", "1"), "sleep", "300");
        container.Shell("touch /well").Succeeded();
        Eventually.True(() => CommandLine.Health(container.Name) == "healthy", "the container to be well");
        container.Shell("rm /well").Succeeded();
        Eventually.True(() => CommandLine.Health(container.Name) == "unhealthy", "the container to be ill");
    }

    [Fact]
    public void An_image_is_built_by_running_its_steps()
    {
        string directory = Directory.CreateDirectory(Engine.Ground.File("build")).FullName;
        File.WriteAllText(Path.Combine(directory, "Dockerfile"),
            $"FROM {Engine.Image}\nRUN echo made > /made && id -u >> /made\nUSER 1000\nRUN id -u > /tmp/user\n");
        Engine.Do("build", "--no-cache", "--force-rm", "--tag", "husk.invalid/test/built", directory).Succeeded();
        Result result = Engine.Do("run", "--rm", "husk.invalid/test/built", "cat", "/made", "/tmp/user");
        Assert.Equal("made\n0\n1000\n", result.Succeeded().Stdout);
        File.WriteAllText(Path.Combine(directory, "Dockerfile"), $"FROM {Engine.Image}\nRUN exit 9\n");
        result = Engine.Do("build", "--no-cache", "--force-rm", directory);
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("9", result.Stderr);
        Engine.Do("rmi", "--force", "husk.invalid/test/built").Succeeded();
    }
}
