// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>`husk cp`, `diff`, `export` and `commit`: a container's files.</summary>
public sealed class CopyTests : IClassFixture<Engine>, IDisposable
{
    private readonly Engine _engine;
    private readonly ScratchDirectory _here = new();

    public CopyTests(Engine engine)
    {
        _engine = engine;
        engine.Keep("--name", "cc");
        Directory.CreateDirectory(_here["d/sub"]);
        File.WriteAllText(_here["f"], "file\n");
        File.WriteAllText(_here["d/a"], "a\n");
        File.WriteAllText(_here["d/sub/b"], "b\n");
        File.CreateSymbolicLink(_here["d/l"], "a");
    }

    public void Dispose()
    {
        _here.Dispose();
        _engine.Clear();
    }

    [Theory]
    [InlineData("f", "/tmp", "/tmp/f")]
    [InlineData("f", "/tmp/", "/tmp/f")]
    [InlineData("f", "/tmp/new", "/tmp/new")]
    [InlineData("f", "tmp/relative", "/tmp/relative")]
    [InlineData("d", "/tmp", "/tmp/d/sub/b")]
    [InlineData("d/", "/tmp", "/tmp/d/sub/b")]
    [InlineData("d/.", "/tmp", "/tmp/sub/b")]
    [InlineData("d", "/tmp/other", "/tmp/other/sub/b")]
    [InlineData("d/.", "/tmp/other", "/tmp/other/sub/b")]
    [InlineData("d", "/tmp/other/", "/tmp/other/sub/b")]
    public void Into_a_container_it_goes_where_docker_puts_it(string source, string destination, string becomes)
    {
        _engine.Line("cp", _here[source], "cc:" + destination);
        Assert.Equal(source == "f" ? "file" : "b", _engine.Line("exec", "cc", "cat", becomes));
    }

    [Fact]
    public void A_whole_container_comes_without_the_kernels_files()
    {
        _engine.Line("exec", "cc", "sh", "-c", "echo x > /tmp/x");
        _engine.Line("cp", "cc:/", _here["whole"]);

        Assert.Equal("x\n", File.ReadAllText(_here["whole/tmp/x"]));
        Assert.All((string[])["proc", "sys", "dev"],
            name => Assert.Empty(Directory.GetFileSystemEntries(_here["whole/" + name])));
        Assert.True(File.Exists(_here["whole/bin/busybox"]));
        // What is asked for by its name is there all the same.
        Assert.Equal("version\n", Shell("HUSK cp cc:/proc/version - | tar t"));
    }

    [Theory]
    [InlineData("f", "/nodir/x", "Could not find the file /nodir in container ")]
    [InlineData("f", "/tmp/nodir/", "no such directory")]
    [InlineData("d", "/etc/passwd", "cannot copy directory")]
    [InlineData("none", "/tmp", "no such file or directory")]
    public void What_cannot_go_there_says_so(string source, string destination, string message)
    {
        (int code, _, string error) = _engine.Run("cp", _here[source], "cc:" + destination);
        Assert.Equal(1, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Out_of_a_container_links_are_kept_or_followed()
    {
        _engine.Line(
            "exec", "cc", "sh", "-c", "mkdir -p /tmp/x/y; echo one > /tmp/x/a; ln -s a /tmp/x/l; chmod 640 /tmp/x/a; chown 7:8 /tmp/x/a");
        _engine.Line("cp", "cc:/tmp/x", _here["out"]);
        Assert.Equal("one\n", File.ReadAllText(_here["out/a"]));
        Assert.Equal("a", new FileInfo(_here["out/l"]).LinkTarget);
        Assert.Equal("640", Command.Output("stat", "-c", "%a", _here["out/a"]).Trim());
        Assert.Equal("0:0", Command.Output("stat", "-c", "%u:%g", _here["out/a"]).Trim());
        _engine.Line("cp", "--archive", "cc:/tmp/x/a", _here["owned"]);
        Assert.Equal("7:8", Command.Output("stat", "-c", "%u:%g", _here["owned"]).Trim());
        foreach (string flag in (string[])["-L", "--follow-link"])
        {
            _engine.Line("cp", flag, "cc:/tmp/x/l", _here["followed" + flag]);
            Assert.Null(new FileInfo(_here["followed" + flag]).LinkTarget);
            Assert.Equal("one\n", File.ReadAllText(_here["followed" + flag]));
        }
        Assert.Equal((1, "", "Error: Could not find the file /none in container cc\n"),
            _engine.Run("cp", "cc:/none", _here.Path));
    }

    [Fact]
    public void Links_in_a_container_do_not_lead_out_of_it()
    {
        _engine.Line("exec", "cc", "sh", "-c",
            $"ln -s {_here.Path} /tmp/abs; ln -s ../../../../../../..{_here.Path} /tmp/rel; ln -s /etc /tmp/etc");
        Assert.Equal(1, _engine.Run("cp", _here["f"], "cc:/tmp/abs/stolen").Code);
        Assert.Equal(1, _engine.Run("cp", _here["f"], "cc:/tmp/rel/stolen").Code);
        Assert.False(File.Exists(_here["stolen"]));
        _engine.Line("cp", _here["f"], "cc:/tmp/etc/inside");
        Assert.Equal("file", _engine.Line("exec", "cc", "cat", "/etc/inside"));
        Assert.Equal(1, _engine.Run("cp", "cc:/tmp/abs/f", _here["back"]).Code);
    }

    [Fact]
    public void A_container_that_does_not_run_has_its_files_too()
    {
        _engine.Line("create", "--name", "still", Engine.Image, "cat", "/tmp/f");
        _engine.Line("cp", _here["f"], "still:/tmp");
        _engine.Line("cp", "still:/tmp/f", _here["back"]);
        Assert.Equal("file\n", File.ReadAllText(_here["back"]));
        Assert.Equal("file", _engine.Line("start", "-a", "still"));
        Assert.DoesNotContain(_engine.Line("inspect", "-f", "{{.Id}}", "still"), File.ReadAllText("/proc/mounts"));
    }

    [Fact]
    public void What_is_mounted_is_reached_in_a_container_that_does_not_run()
    {
        Directory.CreateDirectory(_here["bound"]);
        _engine.Line("volume", "create", "--opt", "type=none", "--opt", "o=bind", "--opt", "device=" + _here["bound"],
            "elsewhere");
        _engine.Line("create", "--name", "still", "-v", "vol:/not/there", "-v", "vol:/ro:ro", "-v",
            _here["d"] + ":/host:ro", "-v", "elsewhere:/else",
            Engine.Image, "cat", "/not/there/f", "/else/f");
        _engine.Line("cp", _here["f"], "still:/not/there");
        _engine.Line("cp", _here["f"], "still:/else/");
        Assert.Equal("file\n", File.ReadAllText(_engine["root/volumes/vol/_data/f"]));
        Assert.Equal("file\n", File.ReadAllText(_here["bound/f"]));
        _engine.Line("cp", "still:/host/sub/b", _here["back"]);
        Assert.Equal("b\n", File.ReadAllText(_here["back"]));
        Assert.Equal(
            (1, "", "Error: mounted volume is marked read-only\n"), _engine.Run("cp", _here["f"], "still:/ro/new"));
        Assert.Equal("file\nfile", _engine.Line("start", "-a", "still"));
        _engine.Line("rm", "-v", "still");
        _engine.Line("volume", "rm", "vol", "elsewhere");
    }

    [Fact]
    public void A_link_in_a_volume_does_not_open_what_is_read_only()
    {
        _engine.Line("create", "--name", "still", "--read-only", "-v", "links:/links", "-v", _here["d"] + ":/host:ro",
            Engine.Image, "true");
        File.CreateSymbolicLink(_engine["root/volumes/links/_data/host"], "/host");
        File.CreateSymbolicLink(_engine["root/volumes/links/_data/etc"], "/etc");
        Assert.Contains("read-only file system", _engine.Error("cp", _here["f"], "still:/links/host/new"));
        Assert.Contains("read-only file system", _engine.Error("cp", _here["f"], "still:/links/etc/new"));
        Assert.False(File.Exists(_here["d/new"]));
        _engine.Line("rm", "-v", "still");
        _engine.Line("volume", "rm", "links");
    }

    [Fact]
    public void A_dash_is_an_archive()
    {
        _engine.Line("exec", "cc", "sh", "-c", "mkdir /tmp/x; echo one > /tmp/x/a");
        Assert.Equal("x/\nx/a\n", Shell("HUSK cp cc:/tmp/x - | tar t"));
        Shell($"tar -C {_here.Path} -cf - f d | HUSK cp - cc:/tmp");
        Assert.Equal("file\nb", _engine.Line("exec", "cc", "cat", "/tmp/f", "/tmp/d/sub/b"));
        Assert.Contains("must be a directory", _engine.Run("cp", "-", "cc:/etc/passwd").Error);
    }

    [Fact]
    public void Only_between_a_container_and_here()
    {
        Assert.Equal(
            (1, "", "Error: copying between containers is not supported\n"), _engine.Run("cp", "a:/x", "b:/x"));
        Assert.Equal((1, "", "Error: must specify at least one container source\n"), _engine.Run("cp", "./a", "./b"));
        _engine.Line("run", "-d", "--name", "ro", "--read-only", Engine.Image, "sleep", "1000");
        Assert.Equal(
            (1, "", "Error: container rootfs is marked read-only\n"), _engine.Run("cp", _here["f"], "ro:/tmp"));
    }

    [Fact]
    public void Diff_export_and_commit_see_what_was_changed()
    {
        _engine.Line("exec", "cc", "sh", "-c", "touch /tmp/new; rm /etc/group; chmod 600 /etc/passwd");
        Assert.Equal(["A /tmp/new", "C /etc", "C /etc/passwd", "C /tmp", "D /etc/group"],
            _engine.Line("diff", "cc").Split('\n').Order(StringComparer.Ordinal));
        string[] names = Shell("HUSK export cc | tar t").Split('\n');
        Assert.Contains("tmp/new", names);
        Assert.DoesNotContain("etc/group", names);

        string id = _engine.Line(
            "commit", "-a", "me", "-m", "why", "-c", "ENV A=1", "-c", "CMD [\"ls\", \"/tmp\"]", "cc", "made:1");
        Assert.Matches("^sha256:[0-9a-f]{64}$", id);
        Assert.Equal("new", _engine.Line("run", "--rm", "made:1"));
        Assert.Equal("[PATH=/usr/sbin:/usr/bin:/sbin:/bin A=1] me why",
            _engine.Line("inspect", "-f", "{{.Config.Env}} {{.Author}} {{.Comment}}", "made:1"));
        Assert.Equal("running", _engine.Line("inspect", "-f", "{{.State.Status}}", "cc"));
        Assert.Contains("from is not a valid change command", _engine.Run("commit", "-c", "FROM x", "cc").Error);
    }

    // As a user's shell has it.
    private string Shell(string line) =>
        _engine.Tool("/bin/sh", "-c", line.Replace("HUSK", _engine.Executable, StringComparison.Ordinal));
}
