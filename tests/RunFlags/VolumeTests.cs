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
        Assert.Contains("shared", husk.Output("volume", "ls", "-q"));
        Assert.Equal("shared\n", husk.Output("volume", "rm", "shared"));
    }

    [Fact]
    public void A_new_volume_begins_with_what_the_image_has()
    {
        Assert.Equal("750 ann staff\n640\nhello\nfile\n2",
            husk.Shell("-v fresh:/data",
                "stat -c '%a %U %G' /data; stat -c %a /data/file; cat /data/hard; readlink /data/soft; stat -c %h /data/hard"));
        husk.Shell("-v fresh:/data", "rm /data/file");
        // It is not empty any more, and so is left alone; and elsewhere too.
        Assert.Equal("hard soft", husk.Shell("-v fresh:/etc/app", "echo $(ls /etc/app)"));
        husk.Output("volume", "rm", "fresh");
        Assert.Equal("", husk.Shell("-v empty:/data:nocopy", "ls /data"));
        husk.Output("volume", "rm", "empty");
    }

    [Fact]
    public void A_part_of_a_volume_can_be_mounted()
    {
        husk.Shell("-v whole:/x",
            "mkdir -p /x/a/b; echo inside > /x/a/b/file; echo one > /x/single; ln -s / /x/up; ln -s a/b /x/link");
        Assert.Equal("file\nwritten",
            husk.Shell("--mount source=whole,target=/part,volume-subpath=a/b",
                "ls /part; echo written > /part/new; cat /part/new"));
        Assert.Equal("one",
            husk.Shell("--mount source=whole,target=/etc/single,volume-subpath=single,readonly",
                "echo no 2>/dev/null > /etc/single; cat /etc/single"));
        // What links in a volume say is said of the volume, and not of the host.
        Assert.Equal(
            "a link single up", husk.Shell("--mount source=whole,target=/part,volume-subpath=up", "echo $(ls /part)"));
        Assert.Equal("written", husk.Shell("--mount source=whole,target=/part,volume-subpath=link", "cat /part/new"));

        Assert.Equal(
            (127, "husk: cannot access path none of the volume whole: no such file or directory\n\nRun 'husk run --help' for more information\n"),
            husk.Fail("--mount", "source=whole,target=/part,volume-subpath=none", "busybox", "true"));
        Assert.Contains("subpath must be a relative path within the volume",
            husk.Fail("--mount", "source=whole,target=/part,volume-subpath=a/../../b", "busybox", "true").Error);
        Assert.Contains("must not set Subpath when using anonymous volumes",
            husk.Fail("--mount", "target=/part,volume-subpath=a", "busybox", "true").Error);

        husk.Output("create", "--name", "partly", "--network", "none", "--mount",
            "source=whole,target=/part,volume-subpath=a/b", "busybox", "cat", "/part/copied");
        File.WriteAllText(husk["copied"], "copied\n");
        husk.Output("cp", husk["copied"], "partly:/part/");
        Assert.Equal("copied\n", husk.Output("start", "-a", "partly"));
        Assert.Equal("copied\n", husk.Output("start", "-a", "partly"));
        husk.Output("rm", "partly");
        husk.Output("volume", "rm", "whole");
        husk.AssertSound();
        Assert.DoesNotContain("/parts/", File.ReadAllText("/proc/self/mountinfo"));
    }

    [Fact]
    public void An_image_can_be_mounted()
    {
        Assert.Equal("hello\nro", husk.Shell(
            "--mount type=image,source=talker,target=/image",
            "cat /image/data/file; awk '$2 == \"/image\" { print substr($4, 1, 2) }' /proc/mounts"));
        Assert.Equal("hello\nrefused", husk.Shell(
            "--mount type=image,source=talker,target=/files,image-subpath=data",
            "cat /files/file; touch /files/new 2>/dev/null || echo refused"));
        Assert.Equal(
            "hello", husk.Shell("--mount type=image,source=talker,target=/one,image-subpath=data/file", "cat /one"));
        Assert.Contains("No such image: nosuch:latest",
            husk.Fail("--mount", "type=image,source=nosuch,target=/x", "busybox", "true").Error);

        husk.Output("create", "--name", "looks", "--network", "none", "--mount",
            "type=image,source=talker,target=/image", "busybox", "cat", "/image/data/file");
        Assert.Equal("image talker /image false",
            husk.Line(
                "inspect", "-f", "{{range .Mounts}}{{.Type}} {{.Source}} {{.Destination}} {{.RW}}{{end}}", "looks"));
        husk.Output("cp", "looks:/image/data/file", husk["of-image"]);
        Assert.Equal("hello\n", File.ReadAllText(husk["of-image"]));
        Assert.Equal("hello\n", husk.Output("start", "-a", "looks"));
        husk.Output("rm", "looks");
        husk.AssertSound();
        Assert.Empty(Directory.GetFiles(husk["root/layers/snapshots"]));
        Assert.DoesNotContain(husk["root/containers"], File.ReadAllText("/proc/self/mountinfo"));
    }

    [Fact]
    public void A_volume_can_be_a_file_system()
    {
        husk.Output("volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=size=1m,mode=1711",
            "memory");
        Assert.Equal("tmpfs 1024 1711",
            husk.Shell(
                "-v memory:/m", "echo $(stat -f -c %T /m) $(df -k /m | awk '/m$/ { print $2 }') $(stat -c %a /m)"));
        Assert.Equal("refused", husk.Shell("-v memory:/m:ro", "touch /m/x 2>/dev/null || echo refused"));
        Assert.Equal("map[device:tmpfs o:size=1m,mode=1711 type:tmpfs]",
            husk.Line("volume", "inspect", "-f", "{{.Options}}", "memory"));
        Assert.Contains("so no directory on the host",
            husk.Fail("--mount", "source=memory,target=/m,volume-subpath=a", "busybox", "true").Error);
        husk.Output("volume", "rm", "memory");

        Directory.CreateDirectory(husk["bound"]);
        husk.Output(
            "volume", "create", "--opt", "type=none", "--opt", "o=bind", "--opt", "device=" + husk["bound"], "bound");
        husk.Shell("-v bound:/b", "echo there > /b/file");
        Assert.Equal("there\n", File.ReadAllText(husk["bound/file"]));
        husk.Output("volume", "rm", "bound");
        Assert.Equal("Error: create x1: missing required option: \"device\"\n",
            husk.Error("volume", "create", "--opt", "type=tmpfs", "x1"));
    }

    [Fact]
    public void A_volume_in_memory_is_shared_by_those_that_run_and_goes_with_the_last()
    {
        husk.Output(
            "volume", "create", "--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=size=1m,noexec", "memory");
        husk.Output(
            "run", "-d", "--network", "none", "--name", "reader", "-v", "memory:/m:ro", "busybox", "sleep", "1000");
        husk.Output("run", "-d", "--network", "none", "--name", "writer", "-v", "memory:/m", "-v", "memory:/again",
            "busybox", "sleep", "1000");
        husk.Output("exec", "writer", "sh", "-c", "echo shared > /m/file");
        Assert.Equal("shared\n", husk.Output("exec", "reader", "cat", "/m/file"));
        Assert.Equal("shared\n", husk.Output("exec", "writer", "cat", "/again/file"));
        Assert.Equal("refused\n", husk.Output("exec", "reader", "sh", "-c", "touch /m/x 2> /dev/null || echo refused"));
        Assert.Equal("2\n",
            husk.Output(
                "exec", "writer", "grep", "-c", " /\\(m\\|again\\) tmpfs rw,.*noexec.*size=1024k", "/proc/mounts"));
        husk.Output("rm", "-f", "reader");
        Assert.Equal("shared\n", husk.Output("exec", "writer", "cat", "/m/file"));
        husk.Output("rm", "-f", "writer");
        Assert.Equal("", husk.Shell("-v memory:/m", "ls /m"));
        Assert.DoesNotContain(husk["root/containers"], File.ReadAllText("/proc/self/mountinfo"));
        husk.Output("volume", "rm", "memory");
    }

    [Fact]
    public void In_use_it_cannot_go_and_after_that_it_can()
    {
        husk.Output("create", "--name", "user", "-v", "used:/x", "busybox");
        string id = husk.Output("inspect", "-f", "{{.Id}}", "user").Trim();
        (int code, _, string error) = husk.Run("volume", "rm", "used");
        Assert.Equal((1, $"Error: remove used: volume is in use - [{id}]\n"), (code, error));
        Assert.Equal("used\n", husk.Output("volume", "ls", "-q", "--filter", "dangling=false"));
        husk.Output("rm", "user");
        husk.Output("volume", "rm", "used");
    }

    [Fact]
    public void Nobodys_volumes_go_with_their_container()
    {
        int before = Count();
        husk.Shell("-v /x", "true");
        husk.Output("run", "--rm", "--network", "none", "--cgroup-parent", husk.CgroupParent, "talker");
        Assert.Equal(before, Count());
        husk.Output("create", "--name", "keeps", "-v", "/x", "busybox");
        husk.Output("rm", "keeps");
        Assert.Equal(before + 1, Count());
        husk.Output("create", "--name", "drops", "-v", "/x", "-v", "named:/y", "busybox");
        husk.Output("rm", "-v", "drops");
        Assert.Equal(before + 2, Count());
        Assert.StartsWith("Deleted Volumes:\n", husk.Output("volume", "prune", "-f"));
        Assert.Equal("named", husk.Output("volume", "ls", "-q", "--filter", "name=named").Trim());
        Assert.Contains("named\n", husk.Output("volume", "prune", "-f", "--all"));
    }

    [Fact]
    public void Volumes_from_another_container_are_the_same_ones()
    {
        husk.Output("create", "--name", "source", "-v", "from:/data", "-v", husk.Scratch.Path + ":/bound", "busybox");
        Assert.Equal(
            "file hard soft\nyes", husk.Shell("--volumes-from source", "echo $(ls /data); test -e /bound && echo yes"));
        Assert.Equal("refused", husk.Shell("--volumes-from source:ro", "touch /data/x 2>/dev/null || echo refused"));
        husk.Output("rm", "source");
        husk.Output("volume", "rm", "from");
    }

    [Fact]
    public void The_commands_speak_as_dockers()
    {
        Assert.Equal("made\n", husk.Output("volume", "create", "--label", "a=b", "made"));
        Assert.Equal("made\n", husk.Output("volume", "create", "made"));
        Assert.Equal(
            "b local local\n", husk.Output("volume", "inspect", "-f", "{{.Labels.a}} {{.Driver}} {{.Scope}}", "made"));
        Assert.Equal("DRIVER    VOLUME NAME\nlocal     made\n", husk.Output("volume", "ls", "--filter", "label=a"));
        Assert.Equal("made b\n",
            husk.Output("volume", "ls", "--filter", "label=a", "--format", "{{.Name}} {{.Label \"a\"}}"));
        Assert.Equal((1, "[]\n", "Error: get none: no such volume\n"), husk.Run("volume", "inspect", "none"));
        Assert.Equal((1, "", "Error: get none: no such volume\n"), husk.Run("volume", "rm", "none"));
        Assert.Equal((0, "none\n", ""), husk.Run("volume", "rm", "-f", "none"));
        Assert.Equal(64, husk.Output("volume", "create").Trim().Length);
        husk.Output("volume", "prune", "-af");
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
            Assert.Equal("written",
                husk.Shell(
                    $"--mount type=bind,src={husk.Scratch["tree"]},dst=/t,readonly,bind-recursive=writable", script));
            Assert.Equal("", husk.Shell(
                $"--mount type=bind,src={husk.Scratch["tree"]},dst=/t,bind-recursive=disabled", "ls /t/sub"));
        }
        finally
        {
            Command.Output("umount", husk.Scratch["tree/sub"]);
        }
    }

    private int Count() => husk.Output("volume", "ls", "-q").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
}
