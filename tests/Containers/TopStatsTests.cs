// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary>`husk top` and `husk stats`: what a container does now.</summary>
public sealed class TopStatsTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void Top_has_the_container_s_processes_and_no_others()
    {
        engine.Line("run", "-d", "--name", "cc", Engine.Image, "sh", "-c", "sleep 1000 & wait");
        Engine.Await(() => engine.Line("top", "cc").Split('\n').Length == 3, "both processes are there");
        string[] lines = engine.Line("top", "cc").Split('\n');
        Assert.Equal("UID                 PID                 PPID                C                   STIME               TTY                 TIME                CMD", lines[0]);
        Assert.Contains(lines, line => line.EndsWith("sh -c sleep 1000 & wait", StringComparison.Ordinal));
        Assert.Equal(
            [.. lines[1..].Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])],
            engine.Line("top", "cc", "-o", "pid").Split('\n')[1..]);
        Assert.Contains("Couldn't find PID field in ps output", engine.Run("top", "cc", "-o", "comm").Error);
        Assert.Equal("Error: ps: error: unknown gnu long option\n", engine.Run("top", "cc", "--nosuch").Error);
    }

    [Fact]
    public void Top_is_of_what_runs()
    {
        string id = engine.Line("create", "--name", "cc", Engine.Image, "true");
        Assert.Equal((1, "", $"Error: container {id} is not running\n"), engine.Run("top", "cc"));
    }

    [Fact]
    public void Stats_tell_of_load_memory_and_processes()
    {
        string id = engine.Line("run", "-d", "--name", "busy", "-m", "64m", Engine.Image, "sh", "-c",
            "x=$(yes | head -c 8000000); while true; do true; done");
        engine.Line("create", "--name", "idle", Engine.Image, "true");
        string[] table = engine.Line("stats", "--no-stream", "busy").Split('\n');
        Assert.StartsWith("CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT", table[0]);
        Assert.Matches($@"^{id[..12]}   busy +\d+\.\d\d% +[\d.]+MiB / 64MiB +\d+\.\d\d% +", table[1]);
        string[] cells = engine.Line("stats", "--no-stream", "--format", "{{.CPUPerc}} {{.PIDs}}", "busy").Split(' ');
        Assert.InRange(double.Parse(cells[0].TrimEnd('%')), 5, 200);
        Assert.Equal("1", cells[1]);
        Assert.Equal("busy\nidle",
            string.Join('\n', engine.Line("stats", "--no-stream", "-a", "--format", "{{.Name}}").Split('\n').Order()));
        Assert.Equal("0.00% 0B / 0B 0",
            engine.Line("stats", "--no-stream", "--format", "{{.CPUPerc}} {{.MemUsage}} {{.PIDs}}", "idle"));
        Assert.Equal((1, "", "Error: No such container: nobody\n"), engine.Run("stats", "--no-stream", "nobody"));
    }
}
