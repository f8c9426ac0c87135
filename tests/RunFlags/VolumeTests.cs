// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux.Tests;

namespace Husk.RunFlags;

/// <summary>Volumes as people use them: across containers, with what images put there, and until they go.</summary>
public sealed class VolumeTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    [Fact]
    public void A_volume_outlives_containers_and_is_shared()
    {
        husk.Shell("-v shared:/x", "echo kept > /x/file");
        Assert.Equal("kept", husk.Shell("-v shared:/y:ro", "cat /y/file"));
        Assert.Contains("shared", husk.Succeed("volume", "ls", "-q"));
        Assert.Equal("shared\n", husk.Succeed("volume", "rm", "shared"));
    }

    [Fact]
    public void A_new_volume_begins_with_what_the_image_has()
    {
        Assert.Equal("750 ann staff\n640\nhello\nfile\n2", husk.Shell("-v fresh:/data", "stat -c '%a %U %G' /data; stat -c %a /data/file; cat /data/hard; readlink /data/soft; stat -c %h /data/hard"));
        husk.Shell("-v fresh:/data", "rm /data/file");
        // It is not empty any more, and so is left alone; and elsewhere too.
        Assert.Equal("hard soft", husk.Shell("-v fresh:/etc/app", "echo $(ls /etc/app)"));
        husk.Succeed("volume", "rm", "fresh");
        Assert.Equal("", husk.Shell("-v empty:/data:nocopy", "ls /data"));
        husk.Succeed("volume", "rm", "empty");
    }

    [Fact]
    public void In_use_it_cannot_go_and_after_that_it_can()
    {
        husk.Succeed("create", "--name", "user", "-v", "used:/x", "busybox");
        string id = husk.Succeed("inspect", "-f", "{{.Id}}", "user").Trim();
        (int code, _, string error) = husk.Do("volume", "rm", "used");
        Assert.Equal((1, $"Error: remove used: volume is in use - [{id}]\n"), (code, error));
        Assert.Equal("used\n", husk.Succeed("volume", "ls", "-q", "--filter", "dangling=false"));
        husk.Succeed("rm", "user");
        husk.Succeed("volume", "rm", "used");
    }

    [Fact]
    public void Nobodys_volumes_go_with_their_container()
    {
        int before = Count();
        husk.Shell("-v /x", "true");
        husk.Succeed("run", "--rm", "--network", "none", "--cgroup-parent", husk.CgroupParent, "talker");
        Assert.Equal(before, Count());
        husk.Succeed("create", "--name", "keeps", "-v", "/x", "busybox");
        husk.Succeed("rm", "keeps");
        Assert.Equal(before + 1, Count());
        husk.Succeed("create", "--name", "drops", "-v", "/x", "-v", "named:/y", "busybox");
        husk.Succeed("rm", "-v", "drops");
        Assert.Equal(before + 2, Count());
        Assert.StartsWith("Deleted Volumes:\n", husk.Succeed("volume", "prune", "-f"));
        Assert.Equal("named", husk.Succeed("volume", "ls", "-q", "--filter", "name=named").Trim());
        Assert.Contains("named\n", husk.Succeed("volume", "prune", "-f", "--all"));
    }

    [Fact]
    public void Volumes_from_another_container_are_the_same_ones()
    {
        husk.Succeed("create", "--name", "source", "-v", "from:/data", "-v", husk.Scratch.Path + ":/bound", "busybox");
        Assert.Equal("file hard soft\nyes", husk.Shell("--volumes-from source", "echo $(ls /data); test -e /bound && echo yes"));
        Assert.Equal("refused", husk.Shell("--volumes-from source:ro", "touch /data/x 2>/dev/null || echo refused"));
        husk.Succeed("rm", "source");
        husk.Succeed("volume", "rm", "from");
    }

    [Fact]
    public void The_commands_speak_as_dockers()
    {
        Assert.Equal("made\n", husk.Succeed("volume", "create", "--label", "a=b", "made"));
        Assert.Equal("made\n", husk.Succeed("volume", "create", "made"));
        Assert.Equal("b local local\n", husk.Succeed("volume", "inspect", "-f", "{{.Labels.a}} {{.Driver}} {{.Scope}}", "made"));
        Assert.Equal("DRIVER    VOLUME NAME\nlocal     made\n", husk.Succeed("volume", "ls", "--filter", "label=a"));
        Assert.Equal((1, "[]\n", "Error: get none: no such volume\n"), husk.Do("volume", "inspect", "none"));
        Assert.Equal((1, "", "Error: get none: no such volume\n"), husk.Do("volume", "rm", "none"));
        Assert.Equal((0, "none\n", ""), husk.Do("volume", "rm", "-f", "none"));
        Assert.Equal(64, husk.Succeed("volume", "create").Trim().Length);
        husk.Succeed("volume", "prune", "-af");
    }

    [Fact]
    public void A_missing_directory_is_made_for_v()
    {
        husk.Shell($"-v {husk.Scratch["deep/er"]}:/x", "touch /x/y");
        Assert.Equal("755 root", Command.Output("stat", "-c", "%a %U", husk.Scratch["deep/er"]).Trim());
        Assert.True(File.Exists(husk.Scratch["deep/er/y"]));
    }

    [Fact]
    public void Read_only_holds_for_what_is_mounted_below_too()
    {
        Directory.CreateDirectory(husk.Scratch["tree/sub"]);
        Command.Output("mount", "-t", "tmpfs", "none", husk.Scratch["tree/sub"]);
        try
        {
            string script = "touch /t/sub/x 2>/dev/null && echo written || echo refused";
            Assert.Equal("refused", husk.Shell($"-v {husk.Scratch["tree"]}:/t:ro", script));
            Assert.Equal("written", husk.Shell($"--mount type=bind,src={husk.Scratch["tree"]},dst=/t,readonly,bind-recursive=writable", script));
            Assert.Equal("", husk.Shell($"--mount type=bind,src={husk.Scratch["tree"]},dst=/t,bind-recursive=disabled", "ls /t/sub"));
        }
        finally
        {
            Command.Output("umount", husk.Scratch["tree/sub"]);
        }
    }

    private int Count() => husk.Succeed("volume", "ls", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
