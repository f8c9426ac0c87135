// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>`husk run`: streams, exit codes, and what stays.</summary>
public sealed class RunTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void Output_and_exit_code_are_the_containers()
    {
        (int code, string output, string error) = Run("sh", "-c", "echo out; echo err >&2; exit 7");

        Assert.Equal((7, "out\n", "err\n"), (code, output, error));
        engine.AssertNothingIsLeft();
    }

    [Theory]
    [InlineData(127, "exec: \"nosuch\": executable file not found in $PATH", "nosuch")]
    [InlineData(126, "permission denied", "/etc")]
    [InlineData(143, "", "sh", "-c",
        "(sleep 0.1; kill -TERM 1)& trap 'trap - TERM; exit 143' TERM; while :; do sleep 0.01; done")]
    public void What_cannot_be_started_has_a_code_of_its_own(int expected, string words, params string[] command)
    {
        (int code, string output, string error) = Run(command);

        Assert.Equal((expected, ""), (code, output));
        Assert.Contains(words, error);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_container_that_is_killed_exits_with_the_signal()
    {
        using var run =
            engine.Start("run", "--rm", "--name", "victim", "--network", "none", "busybox", "sleep", "1000");
        Engine.Await(() => engine.Output("ps", "-q", "-f", "name=victim").Length > 0, "the container runs");

        Assert.Equal("victim\n", engine.Output("kill", "victim"));

        Assert.True(run.WaitForExit(30_000));
        Assert.Equal(137, run.ExitCode);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_signal_for_husk_is_one_for_the_container()
    {
        using var run = engine.Start("run", "--rm", "--name", "listener", "--network", "none", "busybox", "sh", "-c",
            "trap 'echo got; exit 9' USR1; echo ready; while :; do sleep 0.01; done");
        Assert.Equal("ready", run.StandardOutput.ReadLine());

        Husk.Linux.Signal.Send(run.Id, 10);

        Assert.Equal("got", run.StandardOutput.ReadLine());
        Assert.True(run.WaitForExit(30_000));
        Assert.Equal(9, run.ExitCode);
    }

    [Fact]
    public void Input_reaches_the_container_and_ends_there()
    {
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n"));

        (int code, string output, string error) =
            engine.RunWith(text, "run", "--rm", "-i", "--network", "none", "busybox", "cat");

        Assert.Equal((0, ""), (code, error));
        Assert.Equal(text, output);
        Assert.Equal((0, "0\n", ""),
            engine.RunWith(
                "nobody reads this", "run", "--rm", "--network", "none", "busybox", "sh", "-c", "cat | wc -c"));
    }

    [Fact]
    public void Only_the_streams_that_were_asked_for_are_attached()
    {
        Assert.Equal((0, "", "e\n"),
            engine.Run(
                "run", "--rm", "-a", "stderr", "--network", "none", "busybox", "sh", "-c", "echo o; echo e >&2"));
        Assert.Equal((0, "o\n", ""),
            engine.Run(
                "run", "--rm", "-a", "stdout", "--network", "none", "busybox", "sh", "-c", "echo o; echo e >&2"));
    }

    [Fact]
    public void Output_is_whole_however_quickly_the_process_is_gone()
    {
        int runs = Count.Or(200);
        var random = new Random(5);
        for (int i = 0; i < runs; i++)
        {
            int length = random.Next(1, 300_000);
            string[] command = ["--network", "none", "busybox", "sh", "-c", $"yes 0123456789abcde | head -c {length}"];
            (string way, string output, string expected) = (i % 4) switch
            {
                0 => ("on a terminal", engine.Output(["run", "--rm", "-t", .. command]), Expected(length, tty: true)),
                1 => ("in the log", Logged([.. command]), Expected(length, tty: false)),
                _ => ("through a pipe", engine.Output(["run", "--rm", .. command]), Expected(length, tty: false)),
            };
            Assert.True(
                expected == output, $"run {i} of {length} bytes {way}: {output.Length} of {expected.Length} came");
        }
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void In_the_background_its_id_is_printed()
    {
        string id = engine.Output("run", "-d", "--name", "back", "--network", "none", "busybox", "sleep", "1000")
            .TrimEnd('\n');

        Assert.Matches("^[0-9a-f]{64}$", id);
        Assert.Equal($"{id}\n", engine.Output("ps", "-q", "--no-trunc"));
        Assert.Equal("back\n", engine.Output("rm", "-f", "back"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void The_id_is_written_to_the_cidfile_once()
    {
        string file = engine["cid"];
        engine.Output("run", "--rm", "--cidfile", file, "--network", "none", "busybox", "true");

        Assert.Matches("^[0-9a-f]{64}$", File.ReadAllText(file));
        (int code, _, string error) = engine.Run("run", "--rm", "--cidfile", file, "busybox", "true");
        Assert.Equal(125, code);
        Assert.Contains("container ID file found, make sure the other container isn't running or delete", error);
    }

    [Fact]
    public void What_husk_itself_fails_at_is_125()
    {
        Assert.Equal(125, engine.Run("run", "--nope", "busybox").Code);
        (int code, string output, string error) = engine.Run("run", "--pull", "never", "nosuch");
        Assert.Equal((125, "husk: No such image: nosuch:latest\n\nRun 'husk run --help' for more information\n"),
            (code, output + error));
        engine.Output("create", "--name", "taken", "busybox");
        (code, _, error) = engine.Run("run", "--name", "taken", "busybox");
        Assert.Equal(125, code);
        Assert.Contains("Conflict. The container name \"/taken\" is already in use by container ", error);
        engine.Output("rm", "taken");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void As_many_at_once_as_were_started_end_well()
    {
        var runs = Enumerable.Range(0, Count.Or(25))
            .Select(i => engine.Start("run", "--rm", "--network", "none", "busybox", "echo", $"{i}")).ToList();
        for (int i = 0; i < runs.Count; i++)
        {
            string output = runs[i].StandardOutput.ReadToEnd();
            string error = runs[i].StandardError.ReadToEnd();
            Assert.True(runs[i].WaitForExit(120_000), $"run {i} does not end");
            Assert.Equal((0, $"{i}\n", ""), (runs[i].ExitCode, output, error));
            runs[i].Dispose();
        }
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void The_parent_of_all_cgroups_goes_with_the_last_of_them()
    {
        // Who makes it is the first, who is to remove it the last.
        string first = engine.Keep("--network", "none"), last = engine.Keep("--network", "none");
        Assert.NotEqual("", Command.Shell($"find /sys/fs/cgroup -type d -path '*/husk/{last}'"));
        engine.Output("rm", "-f", first);
        engine.Output("rm", "-f", last);

        // Others may have containers of theirs in it.
        Engine.Await(() => Command.Shell("find /sys/fs/cgroup -maxdepth 2 -type d -name husk -links 2").Length == 0,
            "none is left that is empty");
    }

    private string Logged(string[] command)
    {
        string id = engine.Line(["run", "-d", .. command]);
        string output = engine.Output("logs", "-f", id);
        engine.Output("rm", "-f", id);
        return output;
    }

    private (int Code, string Out, string Error) Run(params string[] command) =>
        engine.Run(["run", "--rm", "--network", "none", "busybox", .. command]);

    // A terminal makes each newline two characters (ONLCR).
    private static string Expected(int length, bool tty)
    {
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append("0123456789abcde\n");
        text.Length = length;
        return tty ? text.Replace("\n", "\r\n").ToString() : text.ToString();
    }
}
