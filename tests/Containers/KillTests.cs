// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>SIGKILL at any instant, of `husk`, of monitors and of runtimes: the next command repairs or clears
/// away.</summary>
public sealed class KillTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    private const int Sigkill = 9;

    public void Dispose() => engine.Clear();

    [Fact]
    public void A_kill_at_any_instant_leaves_nothing()
    {
        int kills = Count.Or(30);
        var clock = Stopwatch.StartNew();
        Run().WaitForExit();
        int whole = Math.Clamp((int)clock.ElapsedMilliseconds, 50, 2000);
        var random = new Random(3);
        for (int i = 0; i < kills; i++)
        {
            using Process run = Run();
            Thread.Sleep(random.Next(whole));
            if (i % 3 == 0)
                run.Kill();
            else
                Kill(i % 3 == 1 ? engine.Monitors() : engine.Runtimes());
            Assert.True(run.WaitForExit(60_000), $"after kill {i} husk does not end");
        }

        engine.AssertNothingIsLeft();
        Assert.Equal("", Command.Shell($"find /sys/fs/cgroup -type d -path '*{engine.CgroupParent}/*'"));
    }

    [Fact]
    public void A_container_whose_monitor_was_killed_is_repaired_by_who_meets_it()
    {
        string id = engine.Output("run", "-d", "--name", "orphan", "--network", "none", "busybox", "sleep", "1000")
            .TrimEnd('\n');
        int pid = int.Parse(engine.Output("inspect", "-f", "{{.State.Pid}}", id));
        Kill(engine.Monitors());
        Engine.Await(() => engine.Monitors().Count == 0, "the monitor is gone");

        Assert.Matches($@"^container {id}: lost its monitor\n", engine.Run("system", "fsck").Out);
        Assert.Equal("137 exited the container's monitor was killed, and the container with it\n",
            engine.Output("inspect", "-f", "{{.State.ExitCode}} {{.State.Status}} {{.State.Error}}", id));
        // Its parent is gone too: who reaps it, and when, is nothing to do with Husk.
        Assert.False(Husk.Linux.ProcessStat.Read(pid) is { IsAlive: true }, "the process has outlived the repair");
        Assert.Equal("orphan\n", engine.Output("start", "orphan"));
        Assert.Equal("orphan\n", engine.Output("rm", "-f", "orphan"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void What_a_run_had_begun_when_it_was_killed_is_cleared_away()
    {
        string begun = engine[$"root/containers/{new string('a', 64)}"];
        Directory.CreateDirectory(begun);
        foreach (string file in (string[])["lock", "autoremove"])
            File.WriteAllText($"{begun}/{file}", "");

        Assert.Equal("", engine.Output("ps", "-aq"));
        Assert.False(Directory.Exists(begun));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void What_a_rename_and_a_volume_had_begun_when_they_were_killed_is_cleared_away()
    {
        string id = engine.Line("create", "--name", "web", "busybox");
        engine.Output("volume", "create", "data");
        string name = engine["root/containers/by-name/old"], volume = engine["root/volumes/.gone-0123"];
        File.CreateSymbolicLink(name, "../" + id);
        Directory.CreateDirectory(volume + "/_data");
        Assert.Equal(1, engine.Run("system", "fsck").Code);

        Assert.Equal("web\n", engine.Output("ps", "-a", "--format", "{{.Names}}"));

        Assert.Null(new FileInfo(name).LinkTarget);
        Assert.False(Directory.Exists(volume));
        Assert.Equal("", engine.Output("system", "fsck"));
        engine.Output("rm", "web");
        engine.Output("volume", "rm", "data");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void The_container_outlives_husk()
    {
        using Process run =
            engine.Start("run", "--rm", "--name", "lone", "--network", "none", "busybox", "sleep", "1000");
        Engine.Await(() => engine.Output("ps", "-q").Length > 0, "the container runs");
        run.Kill();
        run.WaitForExit();

        Assert.StartsWith("Up ", engine.Output("ps", "--format", "{{.Status}}"));
        engine.Output("stop", "-t", "0", "lone");
        engine.AssertNothingIsLeft();
    }

    private Process Run() => engine.Start(
        "run", "--rm", "--network", "none", "--cgroup-parent", engine.CgroupParent, "busybox", "sh", "-c",
        "echo x; sleep 0.05");

    private static void Kill(IEnumerable<int> processes)
    {
        foreach (int process in processes)
            Husk.Linux.Signal.Send(process, Sigkill);
    }
}
