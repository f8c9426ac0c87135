// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Monitor.Protocol;
using Husk.Monitor.Tests.Fixture;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Monitor.Tests;

/// <summary>What a container's companion costs: of the native program, which is the one that is installed.</summary>
public sealed class FootprintTests
{
    private const long Budget = 3072;

    [Fact]
    public void A_monitor_takes_three_megabytes_and_no_more_after_a_hundred_of_output()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "read go; yes 0123456789012345678901234567890123456789 | head -c 104857600; echo; echo done; exec sleep 60",
            order => order with { OpenStdin = true }).Begin(stdin: true);
        monitor.Starter.Until(FrameKind.Begun);
        long before = Pss(monitor.Pid);
        monitor.Starter.Type("go\n");
        long count = 0;
        // Not kept here, where it would be 100 MB.
        while (!monitor.Starter.Text.EndsWith("done\n", StringComparison.Ordinal))
        {
            count += monitor.Starter.Until(FrameKind.Stdout).Length;
            monitor.Starter.Forget(64);
        }

        long after = Pss(monitor.Pid);
        Assert.Equal(104857600 + 6, count);
        Assert.True(before <= Budget, $"{before} KB at the start");
        Assert.True(after <= Budget, $"{before} KB at the start, {after} KB after 100 MB");
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void A_ring_for_the_log_takes_no_more_than_its_size()
    {
        using MonitorProcess monitor = new MonitorProcess(
            "read go; yes 0123456789012345678901234567890123456789 | head -c 10485760; echo; echo done; exec sleep 60",
            order => order with
            {
                OpenStdin = true,
                Log = order.Log with { Options = new Dictionary<string, string> { ["mode"] = "non-blocking" } },
            }).Begin(stdin: true);
        monitor.Starter.Until(FrameKind.Begun);
        long before = Pss(monitor.Pid);
        monitor.Starter.Type("go\n");
        while (!monitor.Starter.Text.EndsWith("done\n", StringComparison.Ordinal))
        {
            monitor.Starter.Until(FrameKind.Stdout);
            monitor.Starter.Forget(64);
        }

        long after = Pss(monitor.Pid);
        Assert.True(before <= Budget, $"{before} KB at the start");
        Assert.True(after <= Budget + 2048, $"{before} KB at the start, {after} KB after 10 MB");
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    [Fact]
    public void It_has_no_thread_beside_its_own_and_the_finalizers()
    {
        using MonitorProcess monitor = new MonitorProcess("exec sleep 60").Begin();
        monitor.Starter.Until(FrameKind.Begun);

        Assert.InRange(Directory.GetDirectories($"/proc/{monitor.Pid}/task").Length, 1, 2);
        monitor.Bundle.Client.Kill(monitor.Bundle.Id, SIGKILL);
        monitor.Starter.UntilExit();
    }

    // Kilobytes; what is shared with others counts by its share (proc_pid_smaps_rollup in proc(5)).
    private static long Pss(int pid) => long.Parse(
        File.ReadLines($"/proc/{pid}/smaps_rollup")
            .Single(static line => line.StartsWith("Pss:", StringComparison.Ordinal))[4..^2],
        NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
        CultureInfo.InvariantCulture);
}
