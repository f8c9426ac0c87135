// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>The host goes down and comes up.</summary>
public sealed class BootTests(Engine engine) : IClassFixture<Engine>, IDisposable
{
    public void Dispose() => engine.Clear();

    [Fact]
    public void What_is_started_again_is_what_its_policy_says()
    {
        foreach (string name in (string[])["always", "unless", "asked", "left", "failing", "plain"])
        {
            string policy = name switch
            {
                "always" or "asked" => "always",
                "unless" or "left" => "unless-stopped",
                "failing" => "on-failure",
                _ => "no",
            };
            engine.Keep("--name", name, "--network", "none", "--restart", policy);
        }
        engine.Output("create", "--name", "never", "--restart", "always", "busybox");
        engine.Output("stop", "-t", "0", "asked", "left");

        LosePower();

        Assert.Equal("always\nunless\nasked\n", engine.Output("system", "boot"));
        Assert.Equal(["always", "asked", "unless"], Running());
        Assert.Equal("", engine.Output("system", "boot"));

        Assert.Equal("asked\nalways\nunless\n".Split('\n').Order(),
            engine.Output("system", "shutdown", "-t", "0").Split('\n').Order());
        Assert.Empty(Running());
        Assert.Equal("always\nunless\nasked\n", engine.Output("system", "boot"));
        engine.Output(["rm", "-f", .. engine.Output("ps", "-aq").Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
        engine.AssertNothingIsLeft();
    }

    [Fact]
    public void What_cannot_be_started_is_told_and_the_others_are_started()
    {
        string source = engine["source"];
        Directory.CreateDirectory(source);
        engine.Keep("--name", "lacks", "--network", "none", "--restart", "always",
            "--mount", $"type=bind,src={source},dst=/source");
        engine.Keep("--name", "whole", "--network", "none", "--restart", "always");
        engine.Output("system", "shutdown", "-t", "0");
        Directory.Delete(source);

        var boot = engine.Run("system", "boot");

        Assert.Equal((1, "whole\n"), (boot.Code, boot.Out));
        Assert.Matches($"^Error: start lacks: .*{source}", boot.Error);
        Assert.Equal(["whole"], Running());
        engine.Output("rm", "-f", "whole", "lacks");
    }

    [Fact]
    public void Several_that_are_stopped_take_their_time_together()
    {
        foreach (string name in (string[])["one", "other"])
            engine.Keep("--name", name, "--network", "none");

        Assert.Equal("one\nother\n", engine.Output("stop", "-t", "1", "one", "other"));

        string[] told = engine.Output("events", "--since", "5m", "--until", "0s",
            "--filter", "container=one", "--filter", "container=other", "--format", "{{.Action}} {{.Actor.Attributes.name}}")
            .Split('\n').Where(line => line.StartsWith("kill", StringComparison.Ordinal)
                || line.StartsWith("die", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["kill one", "kill other"], told[..2]);
        engine.Output("rm", "one", "other");
    }

    private string[] Running() =>
        [.. engine.Output("ps", "--format", "{{.Names}}").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order()];

    // Processes, cgroups, mounts and /run are gone, and nobody was told.
    private void LosePower()
    {
        string[] ids = engine.Output("ps", "-q", "--no-trunc").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        int[] processes = [.. ids.Select(id => int.Parse(engine.Output("inspect", "-f", "{{.State.Pid}}", id)))];
        foreach (int process in (int[])[.. engine.Monitors(), .. processes])
            Process.GetProcessById(process).Kill();
        Engine.Await(() => engine.Monitors().Count == 0, "the monitors are gone");
        Command.Shell($"awk 'index($5, \"{engine[""]}\") == 1 {{ print $5 }}' /proc/self/mountinfo | xargs -r umount -l");
        foreach (string id in ids)
        {
            Engine.Await(() => Command.Shell(
                $"find /sys/fs/cgroup -depth -type d -path '*/{id}*' -exec rmdir {{}} + 2>&1 || :") == "", "no cgroup is left");
        }
        Directory.Delete(engine["r"], recursive: true);
    }
}
