// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;

namespace Husk.Containers.Tests;

/// <summary>Files that cannot be read any more: one container, volume or network of several is lost, and the others are
/// not.</summary>
public sealed class DamageTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Theory]
    [InlineData("")]
    [InlineData("{\"Id\":\"x\",\"Name\":")]
    [InlineData("\0\0\0\0")]
    public void A_damaged_container_is_told_of_and_hides_no_other(string rest)
    {
        string id = engine.Line("create", "--name", "lost", "busybox", "true");
        engine.Output("create", "--name", "whole", "--network", "none", "busybox", "true");
        File.WriteAllText(engine[$"root/containers/{id}/container.json"], rest);

        var list = engine.Run("ps", "-a", "--format", "{{.Names}}");
        Assert.Equal((0, "whole\n"), (list.Code, list.Out));
        Assert.Matches($"^WARNING: container {id} is damaged: .*; husk rm -f {id[..12]} removes it\n$", list.Error);
        Assert.Equal("whole\n", engine.Output("start", "whole"));
        Assert.Equal("0\n", engine.Output("wait", "whole"));
        Assert.StartsWith($"Error: container {id} is damaged: ", engine.Error("start", "lost"));
        Assert.Contains("\"/lost\" is already in use", engine.Error("create", "--name", "lost", "busybox"));
        Assert.StartsWith($"Error: container {id} is damaged: ", engine.Error("rm", "lost"));

        foreach (string[] check in (string[][])[["system", "fsck"], ["system", "fsck", "--repair"]])
        {
            var found = engine.Run(check);
            Assert.Equal(1, found.Code);
            Assert.StartsWith($"container {id} is damaged: ", found.Out);
        }
        Assert.True(Directory.Exists(engine[$"root/containers/{id}/upper"]), "what it wrote is still there");

        Assert.Equal("lost\n", engine.Output("rm", "-f", "lost"));
        engine.Output("rm", "whole");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_damaged_container_that_runs_can_be_killed_and_leaves_nothing()
    {
        string id = engine.Keep("--name", "lost", "--network", "none");
        File.WriteAllText(engine[$"root/containers/{id}/container.json"], "");

        Assert.Equal("lost\n", engine.Output("rm", "-f", "lost"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_container_of_which_nobody_knows_how_it_ended_starts_again()
    {
        string id = engine.Line("create", "--name", "one", "--network", "none", "busybox", "true");
        File.WriteAllText(engine[$"root/containers/{id}/state.json"], "");

        Assert.StartsWith("Exited (137)", engine.Output("ps", "-a", "--format", "{{.Status}}"));
        Assert.StartsWith("it is not known how the container ended",
            engine.Output("inspect", "-f", "{{.State.Error}}", "one"));
        Assert.Equal("one\n", engine.Output("start", "one"));
        Assert.Equal("0\n", engine.Output("wait", "one"));
        engine.Output("rm", "one");
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void What_goes_at_its_end_goes_when_a_lost_host_has_not_written_it_down()
    {
        string id = engine.Keep("--rm", "--name", "passing", "--network", "none");
        foreach (int monitor in engine.Monitors())
            Process.GetProcessById(monitor).Kill();
        Engine.Await(() => engine.Monitors().Count == 0, "the monitor is gone");
        File.WriteAllText(engine[$"root/containers/{id}/container.json"], "");
        File.WriteAllText(engine[$"root/containers/{id}/state.json"], "");

        Assert.Equal((0, "", ""), engine.Run("system", "boot"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_damaged_volume_is_told_of_and_hides_no_other()
    {
        engine.Output("volume", "create", "lost");
        engine.Output("volume", "create", "whole");
        File.WriteAllText(engine["root/volumes/lost/volume.json"], "");

        var list = engine.Run("volume", "ls", "-q");
        Assert.Equal((0, "whole\n"), (list.Code, list.Out));
        Assert.Matches("^WARNING: volume lost is damaged: .*; husk volume rm lost removes it\n$", list.Error);
        Assert.StartsWith("husk: volume lost is damaged: ", engine.Run("run", "--rm", "-v", "lost:/x", "busybox").Error);
        var pruned = engine.Run("volume", "prune", "-af");
        Assert.StartsWith("Deleted Volumes:\nwhole\n", pruned.Out);
        Assert.StartsWith("volume lost is damaged: ", engine.Run("system", "fsck").Out);
        Assert.True(Directory.Exists(engine["root/volumes/lost/_data"]));
        Assert.Equal("lost\n", engine.Output("volume", "rm", "lost"));
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void A_damaged_network_is_told_of_and_hides_no_other()
    {
        engine.Output("network", "create", "lost");
        foreach (string name in (string[])["lost", "none"])
            File.WriteAllText(engine[$"root/networks/{name}.json"], "");

        var list = engine.Run("network", "ls", "--format", "{{.Name}}");
        Assert.Equal((0, "bridge\nhost\n"), (list.Code, list.Out));
        Assert.Equal(["lost", "none"], list.Error.TrimEnd('\n').Split('\n').Select(line => line.Split(' ')[2]).Order());
        Assert.Contains("network lost is damaged: ", engine.Run("run", "--rm", "--network", "lost", "busybox").Error);
        engine.Output("run", "--rm", "busybox", "true");

        var repaired = engine.Run("system", "fsck", "--repair");
        Assert.Matches("(?s)^Error: not repaired:\nnetwork lost is damaged: [^\n]*\n$", repaired.Error);
        Assert.Equal("lost\n", engine.Output("network", "rm", "lost"));
        Assert.Equal("bridge\nhost\nnone\n", engine.Output("network", "ls", "--format", "{{.Name}}"));
        engine.Output("run", "--rm", "--network", "none", "busybox", "true");
        engine.AssertNothingIsLeft();
    }
}
