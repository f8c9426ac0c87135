// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Linux;

namespace Husk.Containers.Tests;

/// <summary>A log that cannot be written for a while, as on a disk over a network that is away.</summary>
public sealed class FrozenDiskTests(FreezableDisk disk) : IClassFixture<FreezableDisk>
{
    // More than a pipe, a buffer of the monitor's and a ring have room for.
    private const int Lines = 1_000_000;

    [Fact]
    public void A_container_waits_for_its_log_and_nothing_is_lost()
    {
        int shell = Begin();
        disk.WhileFrozen(() =>
        {
            Say(shell);
            int monitor = ProcessStat.Read(shell)!.Value.ParentPid;
            Engine.Await(() => ProcessStat.Read(monitor) is { State: ProcessState.UninterruptibleSleep },
                "the monitor waits for the disk");
            Assert.False(HasWritten(shell));
        });
        Engine.Await(() => HasWritten(shell), "all is written after the thaw");
        Assert.Equal(Enumerable.Range(1, Lines), Logged());
        End();
    }

    [Fact]
    public void With_a_ring_it_does_not_wait_and_what_has_no_room_is_dropped()
    {
        int shell = Begin("--log-opt", "mode=non-blocking", "--log-opt", "max-buffer-size=64k");
        disk.WhileFrozen(() => WriteAll(shell));
        disk.Output("stop", "-t", "0", "box");
        IReadOnlyList<int> kept = Logged();
        Assert.Equal(kept.Order().Distinct(), kept);
        Assert.Equal(1, kept[0]);
        Assert.InRange(kept.Count, 1000, Lines - 1);
        // What comes later finds room.
        Assert.Equal("box\n", disk.Output("start", "box"));
        int again = int.Parse(disk.Line("inspect", "-f", "{{.State.Pid}}", "box"), CultureInfo.InvariantCulture);
        WriteAll(again);
        disk.Output("stop", "-t", "0", "box");
        Assert.Equal([1, 1], Logged().Where(line => line == 1));
        End();
    }

    [Fact]
    public void A_ring_of_the_size_that_guides_recommend_holds_it_all()
    {
        int shell = Begin("--log-opt", "mode=non-blocking", "--log-opt", "max-buffer-size=25m");
        disk.WhileFrozen(() => WriteAll(shell));
        disk.Output("stop", "-t", "0", "box");
        Assert.Equal(Enumerable.Range(1, Lines), Logged());
        End();
    }

    // The pid of a shell that writes when it is told to, and is another program then.
    private int Begin(params string[] options)
    {
        disk.Output(["run", "-d", "--name", "box", "--network", "none", "--tmpfs", "/here", "--log-opt", "max-size=-1", .. options, "busybox", "sh", "-c",
            $"until [ -e /here/go ]; do sleep 0.02; done; seq 1 {Lines}; exec sleep 1000"]);
        return int.Parse(disk.Line("inspect", "-f", "{{.State.Pid}}", "box"), CultureInfo.InvariantCulture);
    }

    private static void Say(int shell) => File.WriteAllText($"/proc/{shell}/root/here/go", "");

    private static bool HasWritten(int shell) =>
        File.ReadAllText($"/proc/{shell}/cmdline").StartsWith("sleep\0" + "1000", StringComparison.Ordinal);

    private static void WriteAll(int shell)
    {
        Say(shell);
        Engine.Await(() => HasWritten(shell), "all is written");
    }

    private List<int> Logged() =>
        [.. disk.Line("logs", "box").Split('\n').Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    private void End()
    {
        disk.Output("rm", "-f", "box");
        disk.AssertSound();
    }
}
