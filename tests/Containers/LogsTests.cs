// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>`husk logs`: what a container wrote, as docker tells it.</summary>
public sealed class LogsTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void The_two_outputs_stay_apart_and_are_there_after_the_end()
    {
        Ended("cc", "echo one; echo two >&2; sleep 0.2; echo three");
        Assert.Equal((0, "one\nthree\n", "two\n"), engine.Run("logs", "cc"));
        Assert.Equal((0, "one\nthree\n", "two\n"), engine.Run("container", "logs", "-f", "cc"));
    }

    [Fact]
    public void Tail_is_of_lines_also_of_long_ones_and_of_one_without_end()
    {
        Ended("cc", "echo first; i=0; while [ $i -lt 3000 ]; do echo -n 0123456789abcdef; i=$((i+1)); done; echo; echo -n last");
        string all = engine.Line("logs", "cc");
        Assert.Equal(48_000, all.Split('\n')[1].Length);
        Assert.Equal("last", engine.Line("logs", "-n", "1", "cc"));
        Assert.Equal(48_000 + 1 + 4, engine.Line("logs", "--tail", "2", "cc").Length);
        Assert.Equal(all, engine.Line("logs", "--tail", "9", "cc"));
        Assert.Equal("", engine.Line("logs", "--tail", "0", "cc"));
        // A line's time stands once before it, however many records it has.
        Assert.Single(engine.Line("logs", "-t", "-n", "2", "cc").Split('\n')[0].Split(' ')[1..]);
    }

    [Fact]
    public void Rotated_files_are_read_from_the_oldest_on()
    {
        engine.Line("run", "--name", "cc", "--log-opt", "max-size=20k", "--log-opt", "max-file=3", Engine.Image, "seq",
            "1", "900");
        string log = Path.GetDirectoryName(
            Directory.GetFiles(engine["root/containers"], "log.json", SearchOption.AllDirectories)[0])!;
        Assert.True(File.Exists(log + "/log.json.2"), "the log was not rotated");
        int[] numbers = [.. engine.Line("logs", "cc").Split('\n').Select(int.Parse)];
        Assert.Equal(Enumerable.Range(numbers[0], numbers.Length), numbers);
        Assert.Equal(900, numbers[^1]);
        // Into the file before.
        Assert.Equal(
            Enumerable.Range(601, 300), engine.Line("logs", "--tail", "300", "cc").Split('\n').Select(int.Parse));
    }

    [Fact]
    public void Following_goes_on_over_rotations_and_ends_with_the_container()
    {
        engine.Line("run", "-d", "--name", "cc", "--log-opt", "max-size=4k", "--log-opt", "max-file=9", Engine.Image,
            "sh", "-c", "for i in $(seq 1 20); do seq 1 20; sleep 0.05; done; echo end");
        Assert.Equal(401, engine.Line("logs", "-f", "cc").Split('\n').Length);
    }

    [Fact]
    public void Since_and_until_cut_by_time()
    {
        Ended("cc", "echo old; sleep 2; echo new");
        string[] lines = engine.Line("logs", "--timestamps", "cc").Split('\n');
        DateTimeOffset between = DateTimeOffset.Parse(lines[0].Split(' ')[0]).AddSeconds(1);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z old$", lines[0]);
        Assert.Equal("new", engine.Line("logs", "--since", between.ToString("O"), "cc"));
        Assert.Equal("old", engine.Line("logs", "--until", $"{between.ToUnixTimeMilliseconds() / 1000.0:0.000}", "cc"));
        Assert.Equal("old\nnew", engine.Line("logs", "--since", "1h", "cc"));
        Assert.Equal("", engine.Line("logs", "--since", "0s", "cc"));
        Assert.Contains("invalid value for \"since\": failed to parse value as time or duration: \"soon\"",
            engine.Run("logs", "--since", "soon", "cc").Error);
    }

    [Fact]
    public void A_follower_that_is_interrupted_ends_and_the_container_goes_on()
    {
        engine.Keep("--name", "cc");
        using Process follower = engine.Start("logs", "-f", "cc");
        Assert.False(follower.WaitForExit(1000));
        Command.Output("kill", "-INT", follower.Id.ToString());
        Assert.True(follower.WaitForExit(10_000), "SIGINT does not end it");
        Assert.Equal(130, follower.ExitCode);
        Assert.Equal("true", engine.Line("inspect", "-f", "{{.State.Running}}", "cc"));
    }

    [Fact]
    public void Without_a_log_or_a_container_it_says_so()
    {
        engine.Line("run", "--name", "cc", "--log-driver", "none", Engine.Image, "echo", "x");
        Assert.Equal((1, "", "Error: configured logging driver does not support reading\n"), engine.Run("logs", "cc"));
        Assert.Equal((1, "", "Error: No such container: nobody\n"), engine.Run("logs", "nobody"));
    }

    private void Ended(string name, string script) =>
        engine.Line("run", "--name", name, Engine.Image, "sh", "-c", script);
}
