// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>A container in the background, from start to removal.</summary>
public abstract partial class EngineTests
{
    internal const string Ticking =
        "trap 'echo got TERM; exit 3' TERM; trap 'echo got USR1' USR1; echo ready; while :; do sleep 0.05; done";

    [Fact]
    public void A_signal_reaches_the_process()
    {
        using Container container = Engine.Start("sh", "-c", Ticking);
        container.WaitForLog("ready\n");
        container.Kill("USR1");
        container.WaitForLog("got USR1\n");
        container.Kill("TERM");
        Assert.Equal(3, container.Wait());
        Assert.Equal("ready\ngot USR1\ngot TERM\n", container.Logs);
    }

    [Fact]
    public void A_process_that_is_killed_has_128_and_the_signals_number()
    {
        using Container container = Engine.StartSleeping();
        container.Kill("KILL");
        Assert.Equal(137, container.Wait());
    }

    [Fact]
    public void A_signal_to_a_container_that_has_ended_is_refused()
    {
        using Container container = Engine.Start("true");
        Eventually.True(() => container.Status == ContainerStatus.Stopped, "the container to end");
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => container.Kill("TERM"));
    }

    [Fact]
    public void A_paused_container_stands_still_until_it_is_resumed()
    {
        using Container container = Engine.Start("sh", "-c", "i=0; while :; do i=$((i+1)); echo $i; sleep 0.02; done");
        container.WaitForLog("5\n");
        container.Pause();
        Assert.Equal(ContainerStatus.Paused, container.Status);
        Thread.Sleep(100);
        string before = container.Logs;
        Thread.Sleep(300);
        Assert.Equal(before, container.Logs);
        Assert.NotEqual(0, container.Exec("true").ExitCode);
        container.Resume();
        Assert.Equal(ContainerStatus.Running, container.Status);
        Eventually.True(() => container.Logs.Length > before.Length, "the container to go on");
    }

    [Fact]
    public void A_paused_container_can_be_removed_by_force()
    {
        Container container = Engine.StartSleeping();
        container.Pause();
        container.Remove();
        Assert.DoesNotContain(Engine.ListContainers(), line => line.Contains(container.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_processes_are_listed_and_counted()
    {
        using Container container = Engine.Start("sh", "-c", "sleep 300 & sleep 300 & wait");
        Eventually.True(() => Engine.CountByStatistics(container.Name) == 3, "three processes");
        Assert.Equal(3, Engine.CountProcesses(container.Name));
    }

    [Fact]
    public void Removal_by_force_ends_every_process()
    {
        Container container = Engine.Start("sh", "-c", "trap '' TERM INT HUP; sleep 300 & sleep 300 & wait; sleep 300");
        Eventually.True(() => Engine.CountByStatistics(container.Name) == 3, "three processes");
        container.Remove();
        Engine.AssertNothingLeft();
    }

    [Fact]
    public void The_end_of_the_first_process_ends_the_others()
    {
        using Container container = Engine.Start("sh", "-c", "sleep 300 & sleep 300 & sleep 0.2; exit 4");
        Assert.Equal(4, container.Wait());
        Assert.DoesNotContain(Remains.Processes(Engine.Ground),
            pid => File.ReadAllText($"/proc/{pid}/cmdline").StartsWith("sleep", StringComparison.Ordinal)
                && File.ReadAllText($"/proc/{pid}/cgroup").Contains(container.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Ten_containers_live_side_by_side()
    {
        Container[] containers =
            [.. Enumerable.Range(0, 10).AsParallel().WithDegreeOfParallelism(10).Select(_ => Engine.StartSleeping())];
        try
        {
            Assert.All(containers, container => Assert.Equal(ContainerStatus.Running, container.Status));
            Assert.Equal(10, containers.AsParallel()
                .Select(container => container.Shell("hostname; cat /proc/self/cgroup").Succeeded().Stdout).Distinct()
                .Count());
        }
        finally
        {
            Parallel.ForEach(containers, container => container.Dispose());
        }
    }
}
