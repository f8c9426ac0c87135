// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>Ctrl-C while much is copied: it ends at once, and what was begun is undone.</summary>
public sealed class InterruptTests : IClassFixture<Engine>, IDisposable
{
    private const int Interrupt = 2;

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
    [InlineData("export -o HERE/export.tar much")]
    [InlineData("commit much image")]
    [InlineData("cp much:/hole HERE/copy")]
    [InlineData("cp HERE/hole much:/copy")]
    [InlineData("import HERE/hole image")]
    public void It_ends_and_leaves_nothing(string line)
    {
        using Process husk = _engine.Start(line.Replace("HERE", _here.Path, StringComparison.Ordinal).Split(' '));
        Thread.Sleep(300);
        Husk.Linux.Signal.Send(husk.Id, Interrupt);

        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(130, husk.ExitCode);
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
        Thread.Sleep(300);
        Husk.Linux.Signal.Send(husk.Id, Interrupt);

        Assert.True(husk.WaitForExit(20_000), "it goes on");
        Assert.Equal(130, husk.ExitCode);
        Assert.Equal(id[..12] + "\n", _engine.Output("ps", "-q"));
    }
}
