// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Networks.Tests.Fixture;

namespace Husk.Networks.Tests;

/// <summary>
/// Processes are killed at random instants of setting up, disconnecting and releasing; what they leave, the next one
/// clears.
/// <c>HUSK_KILLS</c> sets how often.
/// </summary>
public sealed class CrashTests : Lab
{
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("HUSK_KILLS"), out int kills)
        ? kills
        : 200;

    [Fact]
    public void After_a_kill_at_any_instant_reconcile_leaves_nothing()
    {
        Create("front");
        Create("back");
        // Bridges, table and switches once, so that all kills hit what is done for a container.
        Start("first", "front back", "7999:80");
        OnHost(() => Store.Release("first"));
        string[] links = OwnLinks();
        string rules = Rules();
        var random = new Random(11);
        int halfMade = 0;
        for (int i = 0; i < Kills; i += 4)
        {
            // Starting a process takes longer than what it does: four at once.
            Process[] victims = [.. Enumerable.Range(0, 4).Select(Launch)];
            string?[] words = [.. victims.Select(victim => victim.StandardOutput.ReadLine())];
            // Before the first of them has begun there is nothing to hit, and on a busy machine that is long.
            Assert.True(SpinWait.SpinUntil(() => Records().Length > 0, TimeSpan.FromMinutes(1)), "nobody has begun");
            // Most of their first container's time is compilation, spread over all that they do.
            foreach (Process victim in victims)
            {
                Thread.Sleep(random.Next(0, 250));
                victim.Kill();
                victim.WaitForExit();
                victim.StandardOutput.Dispose();
                victim.Dispose();
            }

            Assert.All(words, word => Assert.Equal("ready", word));
            if (OwnLinks().Length > links.Length || Records().Length > 0)
                halfMade++;
            OnHost(() => Store.Reconcile(_ => false));
            Assert.Equal(links, OwnLinks());
            Assert.Equal(rules, Rules());
            Assert.Empty(Directory.GetFiles(Path.Combine(RunDirectory, "netns")));
            Assert.DoesNotContain(Records(), path => path.EndsWith(".json", StringComparison.Ordinal));
            foreach (string network in new[] { "front", "back" })
                Assert.Empty(Store.Endpoints(Store.Find(network)));
        }

        Assert.True(halfMade > Kills / 16, $"only {halfMade} rounds left something to clear");
        (Node node, _) = Start("last", "front back", "8000:80");
        using (node.Serve("last", "0.0.0.0", 80))
            Assert.Equal("last to 192.0.2.2", Lan.Ask("192.0.2.1", 8000));
    }

    private string[] Records() => Directory.GetFiles(Path.Combine(RunDirectory, "networks", "sandboxes"));

    private Process Launch(int number)
    {
        string assembly = typeof(Worker).Assembly.Location;
        var start = new ProcessStartInfo(
            "nsenter",
            ["--net=" + Host.Path, "dotnet", assembly, Root, RunDirectory, $"victim{number}", $"{8000 + number}"])
        { RedirectStandardOutput = true };
        return Process.Start(start)!;
    }
}
