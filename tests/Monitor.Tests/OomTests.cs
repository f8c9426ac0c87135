// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using Husk.Oci.RuntimeSpec;

namespace Husk.Monitor.Tests;

public sealed class OomTests
{
    private const string Eat = "dd if=/dev/zero of=/dev/null bs=100M count=1";

    [Fact]
    public void A_container_that_the_oom_killer_ended_says_so()
    {
        using Bundle bundle = Limited($"exec {Eat}");
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        ExitReport report = monitor.Starter.UntilExit();

        Assert.Equal((137, true), (report.ExitCode, report.OOMKilled));
        monitor.Wait();
        Assert.True(monitor.State.OOMKilled);
        Assert.Equal(["start", "oom", "die"], monitor.Events);
    }

    [Fact]
    public void The_end_of_one_of_its_processes_is_told_while_it_runs()
    {
        using Bundle bundle = Limited($"{Eat}; echo survived; exec sleep 60");
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        monitor.Starter.UntilText("survived");

        Eventually.True(() => monitor.State.OOMKilled, "the word of the OOM killer");
        Assert.Equal((ContainerStatus.Running, 2), (monitor.State.Status, monitor.Events.Length));
        bundle.Client.Kill(bundle.Id, 9);
        Assert.True(monitor.Starter.UntilExit().OOMKilled);
    }

    [Fact]
    public void One_that_was_killed_otherwise_does_not()
    {
        using Bundle bundle = Limited("kill -9 $$; exec sleep 60");
        using MonitorProcess monitor = new MonitorProcess(bundle).Begin();
        monitor.Starter.Until(FrameKind.Begun);
        bundle.Client.Kill(bundle.Id, 9);

        Assert.False(monitor.Starter.UntilExit().OOMKilled);
    }

    private static Bundle Limited(string script)
    {
        var bundle = new Bundle();
        bundle.Write(["sh", "-c", script], change: spec => spec with
        {
            Linux = spec.Linux! with
            {
                Resources = spec.Linux.Resources! with
                {
                    Memory = new MemoryResources { Limit = 16 << 20, Swap = 16 << 20 },
                },
            },
        });
        return bundle;
    }
}
