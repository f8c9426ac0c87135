// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>A store on a disk that is full, and on one that cannot be written.</summary>
public sealed class FullDiskTests : IClassFixture<Engine>, IDisposable
{
    private readonly Engine _engine;

    public FullDiskTests(Engine engine)
    {
        _engine = engine;
        Directory.CreateDirectory(Disk);
        Command.Output("mount", "-t", "tmpfs", "-o", "size=6m", "husk-test", Disk);
        Do("load", "-i", _engine["busybox.tar"]);
    }

    private string Disk => _engine["disk"];

    [Fact]
    public void A_container_that_fills_the_disk_ends_as_any_other()
    {
        Assert.Equal((0, "1\n"), Part(Try("run", "--rm", "--network", "none", "busybox", "sh", "-c", "dd if=/dev/zero of=/big bs=64k 2>/dev/null; echo $?")));
        Assert.Equal("", Do("ps", "-aq"));
        Assert.Equal(["by-name"], Directory.GetFileSystemEntries($"{Disk}/root/containers").Select(Path.GetFileName));

        Assert.Equal((3, ""), Part(Try("run", "--name", "full", "--network", "none", "busybox", "sh", "-c", "dd if=/dev/zero of=/big bs=64k 2>/dev/null; exit 3")));
        Assert.Equal("3 exited\n", Do("inspect", "-f", "{{.State.ExitCode}} {{.State.Status}}", "full"));
        Assert.Equal("full\n", Do("rm", "full"));
        Assert.Equal("", Do("system", "fsck"));
    }

    [Fact]
    public void Where_nothing_can_be_made_nothing_is_left()
    {
        string filler = $"{Disk}/filler";
        Command.Shell($"dd if=/dev/zero of={filler} bs=1k 2>/dev/null || true");
        (int code, _, string error) = Try("run", "--rm", "--network", "none", "busybox", "true");
        Assert.Equal(125, code);
        Assert.StartsWith("husk: no space left on device: ", error);
        Assert.Equal("", Do("ps", "-aq"));
        File.Delete(filler);
        Assert.Equal("", Do("system", "fsck"));
        Assert.Equal("x\n", Do("run", "--rm", "--network", "none", "busybox", "echo", "x"));
    }

    [Fact]
    public void Who_looks_at_a_disk_that_cannot_be_written_sees_what_is_there()
    {
        Do("create", "--name", "seen", "--network", "none", "busybox");
        Command.Output("mount", "-o", "remount,ro", Disk);
        Assert.Equal("seen Created\n", Do("ps", "-a", "--format", "{{.Names}} {{.Status}}"));
        Assert.Equal("busybox\n", Do("images", "--format", "{{.Repository}}"));
        (int code, _, string error) = Try("run", "--rm", "--network", "none", "busybox", "true");
        Assert.Equal(125, code);
        Assert.StartsWith("husk: read-only file system: ", error);
        Command.Output("mount", "-o", "remount,rw", Disk);
        Assert.Equal("seen\n", Do("rm", "seen"));
    }

    public void Dispose()
    {
        Engine.Await(() => _engine.Monitors().Count == 0, "all monitors have ended");
        Command.Output("umount", Disk);
    }

    private (int Code, string Out, string Error) Try(params string[] words) =>
        _engine.Run(["--root", $"{Disk}/root", "--run", _engine["disk-run"], .. words]);

    private static (int Code, string Out) Part((int Code, string Out, string Error) run)
    {
        Assert.Equal("", run.Error);
        return (run.Code, run.Out);
    }

    private string Do(params string[] words)
    {
        (int code, string output, string error) = Try(words);
        Assert.True(code == 0, $"husk {string.Join(' ', words)} exited with {code}: {output}{error}");
        return output;
    }
}
