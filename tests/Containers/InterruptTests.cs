// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>Ctrl-C, a terminal that goes, or kill(1) while much is copied: it ends at once, and what was begun is undone.</summary>
public sealed class InterruptTests : IClassFixture<Engine>, IDisposable
{
    // signal(7).
    private const int HangUp = 1, Interrupt = 2, Terminate = 15;

    private readonly Engine _engine;
    private readonly ScratchDirectory _here = new();

    public InterruptTests(Engine engine)
    {
        _engine = engine;
        // Holes, which take no room here and their time everywhere else.
        _engine.Output("run", "--name", "much", "--network", "none", "busybox", "truncate", "-s", "20G", "/hole");
        using FileStream hole = File.Create(_here["hole"]);
        hole.SetLength(20L << 30);
    }

    public void Dispose()
    {
        _engine.Clear();
        _here.Dispose();
    }

    [Theory]
    [InlineData("export -o HERE/export.tar much", Interrupt)]
    [InlineData("export -o HERE/export.tar much", HangUp)]
    [InlineData("export -o HERE/export.tar much", Terminate)]
    [InlineData("commit much image", Interrupt)]
    [InlineData("cp much:/hole HERE/copy", Interrupt)]
    [InlineData("cp HERE/hole much:/copy", Interrupt)]
    [InlineData("import HERE/hole image", Interrupt)]
    public void It_ends_and_leaves_nothing(string line, int signal)
    {
        using Process husk = Start(line.Replace("HERE", _here.Path, StringComparison.Ordinal).Split(' '));
        Engine.Await(() => Copied(husk) > 100 << 20, "it copies");
        Husk.Linux.Signal.Send(husk.Id, signal);

        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(128 + signal, husk.ExitCode);
        Assert.DoesNotContain(Directory.GetFiles(_here.Path), path => path.Contains("export", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_engine["root/images/ingest"]));
        Assert.Equal("busybox\n", _engine.Output("images", "--format", "{{.Repository}}"));
        _engine.AssertSound();
    }

    [Fact]
    public void Who_waits_need_wait_no_longer()
    {
        string id = _engine.Keep("--network", "none");
        using Process husk = _engine.Start("wait", id);
        Engine.Await(() => HasSocket(husk), "it waits for the monitor");
        Husk.Linux.Signal.Send(husk.Id, Interrupt);

        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(130, husk.ExitCode);
        Assert.Equal(id[..12] + "\n", _engine.Output("ps", "-q"));
    }

    [Fact]
    public void Who_runs_one_that_is_told_of_no_signals_goes_with_his_terminal()
    {
        using Process husk = Start("run", "--sig-proxy=false", "--network", "none", "busybox", "sh", "-c",
            "echo up; sleep 1000");
        Assert.Equal("up", husk.StandardOutput.ReadLine());
        Husk.Linux.Signal.Send(husk.Id, HangUp);

        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(128 + HangUp, husk.ExitCode);
        Assert.NotEqual("", _engine.Output("ps", "-q"));
    }

    [Fact]
    public void What_nohup_starts_does_not_go_with_the_terminal()
    {
        using Process husk = Process.Start(_engine.StartInfo("nohup", _engine.Executable, "wait", _engine.Keep("--network", "none")))!;
        Engine.Await(() => HasSocket(husk), "it waits for the monitor");
        Husk.Linux.Signal.Send(husk.Id, HangUp);
        Assert.False(husk.WaitForExit(300), "it has gone");
        Husk.Linux.Signal.Send(husk.Id, Terminate);
        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(128 + Terminate, husk.ExitCode);
    }

    // Whoever runs the tests may be started by nohup(1), and what he starts then ignores SIGHUP.
    private Process Start(params string[] words) => Process.Start(
        _engine.StartInfo("env", ["--default-signal=HUP", _engine.Executable, .. words]))!;

    // Bytes that it has read and written (proc_pid_io(5)).
    private static long Copied(Process husk) => File.ReadLines($"/proc/{husk.Id}/io")
        .Where(line => line.StartsWith("rchar:", StringComparison.Ordinal) || line.StartsWith("wchar:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.AsSpan(line.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture));

    // Not what is about to become the program, which still has its parent's.
    private bool HasSocket(Process husk) =>
        Target($"/proc/{husk.Id}/exe") == Path.GetFullPath(_engine.Executable)
        && Directory.EnumerateFileSystemEntries($"/proc/{husk.Id}/fd")
            .Any(entry => Target(entry)?.StartsWith("socket:", StringComparison.Ordinal) == true);

    private static string? Target(string link) => new FileInfo(link).LinkTarget;
}
