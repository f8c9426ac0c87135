// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>SIGKILL at any instant of what is done to a container that has a network: the next command clears
/// away.</summary>
[Collection(NetworkLan.Collection)]
public sealed class NetworkKillTests(NetworkLan lan) : LanTest(lan)
{
    private const int Killed = 128 + 9;

    [Fact]
    public void A_kill_at_any_instant_of_create_start_stop_and_rm_leaves_nothing()
    {
        int kills = Count.Or(30);
        Create("front");
        int[] whole = [.. Life("whole").Select(Took)];
        var random = new Random(5);
        int hits = 0;
        for (int i = 0; i < kills; i++)
        {
            string[][] life = Life($"kill{i}");
            int victim = i % life.Length;
            foreach (string[] before in life.Take(victim))
                Commands.Output(before);
            DateTime begun = DateTime.UtcNow;
            using Process husk = Commands.Start(life[victim]);
            Thread.Sleep(random.Next(whole[victim]));
            husk.Kill();
            husk.WaitForExit();
            bool hit = husk.ExitCode == Killed;
            hits += hit ? 1 : 0;
            // The machine may be busier now than when it was measured, or less so.
            whole[victim] = hit
                ? whole[victim] * 9 / 8 + 1
                : (int)(husk.ExitTime.ToUniversalTime() - begun).TotalMilliseconds + 1;

            // Who runs has its network, and nobody else; a monitor may still be at it.
            Engine.Await(() => Lines("ps", "-q").Length == Sandboxes(),
                $"kill {i}, of {life[victim][0]}, leaves networks to those alone who run");
            if (Lines("ps", "-aq") is { Length: > 0 } rest)
                Commands.Output(["rm", "-f", .. rest]);
            Assert.Equal(("", i), (Traces(), i));
        }

        Assert.True(hits >= kills / 8, $"{hits} of {kills} kills hit somebody");
        Lan.Serve("last", "--network", "front", "-p", "8000:80");
        Assert.Equal("last", Lan.Fetch(8000));
    }

    private static string[][] Life(string name) =>
    [
        ["create", "--name", name, "--network", "front", "-p", "8000:80", "-p", "8000:80/udp", "busybox", "sleep",
            "1000"],
        ["start", name],
        ["stop", "-t", "0", name],
        ["rm", "-f", name],
    ];

    private int Took(string[] words)
    {
        var clock = Stopwatch.StartNew();
        Commands.Output(words);
        return (int)clock.ElapsedMilliseconds + 1;
    }

    private string[] Lines(params string[] words) =>
        Commands.Output(words).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private int Sandboxes() =>
        Directory.GetFiles(Commands["r/networks/sandboxes"], "*.json").Count(path => Path.GetFileName(path)[0] != '.');

    /// <summary>What there is of containers' networks: interfaces, namespaces, leases and published ports.</summary>
    private string Traces()
    {
        IEnumerable<string> links = Command.Output("ip", "-o", "link").Split('\n')
            .Where(line => line.Contains(": hk", StringComparison.Ordinal));
        string ports = Command.Output("nft", "list", "map", "inet", "husk", "ports4");
        return string.Join('\n',
        [
            .. links,
            .. Directory.GetFiles(Commands["r/netns"]),
            .. Sandboxes() == 0 ? (string[])[] : ["sandboxes"],
            .. ports.Contains("elements", StringComparison.Ordinal) ? [ports] : (string[])[],
            .. Commands.Output("network", "inspect", "-f", "{{len .Containers}}", "front") == "0\n"
                ? (string[])[]
                : ["leases"],
        ]);
    }
}
