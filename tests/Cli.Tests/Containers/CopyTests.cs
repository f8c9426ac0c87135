// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Cli.Tests.Containers;

/// <summary>`husk cp`, `diff`, `export` and `commit`: a container's files.</summary>
public sealed class CopyTests : IClassFixture<Ground>, IDisposable
{
    private readonly Ground _ground;
    private readonly ScratchDirectory _here = new();

    public CopyTests(Ground ground)
    {
        _ground = ground;
        ground.Keep("--name", "cc");
        Directory.CreateDirectory(_here["d/sub"]);
        File.WriteAllText(_here["f"], "file\n");
        File.WriteAllText(_here["d/a"], "a\n");
        File.WriteAllText(_here["d/sub/b"], "b\n");
        File.CreateSymbolicLink(_here["d/l"], "a");
    }

    public void Dispose()
    {
        _here.Dispose();
        _ground.Clear();
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
        _ground.Do("cp", _here[source], "cc:" + destination);
        Assert.Equal(source == "f" ? "file" : "b", _ground.Do("exec", "cc", "cat", becomes));
    }

    [Theory]
    [InlineData("f", "/nodir/x", "Could not find the directory /nodir")]
    [InlineData("f", "/tmp/nodir/", "no such directory")]
    [InlineData("d", "/etc/passwd", "cannot copy directory")]
    [InlineData("none", "/tmp", "no such file or directory")]
    public void What_cannot_go_there_says_so(string source, string destination, string message)
    {
        (int code, _, string error) = _ground.Try("cp", _here[source], "cc:" + destination);
        Assert.Equal(1, code);
        Assert.Contains(message, error);
    }

    [Fact]
    public void Out_of_a_container_links_are_kept_or_followed()
    {
        _ground.Do("exec", "cc", "sh", "-c", "mkdir -p /tmp/x/y; echo one > /tmp/x/a; ln -s a /tmp/x/l; chmod 640 /tmp/x/a");
        _ground.Do("cp", "cc:/tmp/x", _here["out"]);
        Assert.Equal("one\n", File.ReadAllText(_here["out/a"]));
        Assert.Equal("a", new FileInfo(_here["out/l"]).LinkTarget);
        Assert.Equal("640", Command.Output("stat", "-c", "%a", _here["out/a"]).Trim());
        _ground.Do("cp", "-L", "cc:/tmp/x/l", _here["followed"]);
        Assert.Null(new FileInfo(_here["followed"]).LinkTarget);
        Assert.Equal("one\n", File.ReadAllText(_here["followed"]));
        Assert.Equal((1, "", "Error: Could not find the file /none in container cc\n"), _ground.Try("cp", "cc:/none", _here.Path));
    }

    [Fact]
    public void Links_in_a_container_do_not_lead_out_of_it()
    {
        _ground.Do("exec", "cc", "sh", "-c", $"ln -s {_here.Path} /tmp/abs; ln -s ../../../../../../..{_here.Path} /tmp/rel; ln -s /etc /tmp/etc");
        Assert.Equal(1, _ground.Try("cp", _here["f"], "cc:/tmp/abs/stolen").Code);
        Assert.Equal(1, _ground.Try("cp", _here["f"], "cc:/tmp/rel/stolen").Code);
        Assert.False(File.Exists(_here["stolen"]));
        _ground.Do("cp", _here["f"], "cc:/tmp/etc/inside");
        Assert.Equal("file", _ground.Do("exec", "cc", "cat", "/etc/inside"));
        Assert.Equal(1, _ground.Try("cp", "cc:/tmp/abs/f", _here["back"]).Code);
    }

    [Fact]
    public void A_container_that_does_not_run_has_its_files_too()
    {
        _ground.Do("create", "--name", "still", Ground.Image, "cat", "/tmp/f");
        _ground.Do("cp", _here["f"], "still:/tmp");
        _ground.Do("cp", "still:/tmp/f", _here["back"]);
        Assert.Equal("file\n", File.ReadAllText(_here["back"]));
        Assert.Equal("file", _ground.Do("start", "-a", "still"));
        Assert.DoesNotContain(_ground.Do("inspect", "-f", "{{.Id}}", "still"), File.ReadAllText("/proc/mounts"));
    }

    [Fact]
    public void A_dash_is_an_archive()
    {
        _ground.Do("exec", "cc", "sh", "-c", "mkdir /tmp/x; echo one > /tmp/x/a");
        Assert.Equal("x/\nx/a\n", Command.Output("sh", "-c", $"{Line("cp", "cc:/tmp/x", "-")} | tar t"));
        Command.Output("sh", "-c", $"tar -C {_here.Path} -cf - f d | {Line("cp", "-", "cc:/tmp")}");
        Assert.Equal("file\nb", _ground.Do("exec", "cc", "cat", "/tmp/f", "/tmp/d/sub/b"));
        Assert.Contains("must be a directory", _ground.Try("cp", "-", "cc:/etc/passwd").Error);
    }

    [Fact]
    public void Only_between_a_container_and_here()
    {
        Assert.Equal((1, "", "Error: copying between containers is not supported\n"), _ground.Try("cp", "a:/x", "b:/x"));
        Assert.Equal((1, "", "Error: must specify at least one container source\n"), _ground.Try("cp", "./a", "./b"));
        _ground.Do("run", "-d", "--name", "ro", "--read-only", Ground.Image, "sleep", "1000");
        Assert.Equal((1, "", "Error: container rootfs is marked read-only\n"), _ground.Try("cp", _here["f"], "ro:/tmp"));
    }

    [Fact]
    public void Diff_export_and_commit_see_what_was_changed()
    {
        _ground.Do("exec", "cc", "sh", "-c", "touch /tmp/new; rm /etc/group; chmod 600 /etc/passwd");
        Assert.Equal(["A /tmp/new", "C /etc", "C /etc/passwd", "C /tmp", "D /etc/group"], _ground.Do("diff", "cc").Split('\n').Order(StringComparer.Ordinal));
        string[] names = Command.Output("sh", "-c", $"{Line("export", "cc")} | tar t").Split('\n');
        Assert.Contains("tmp/new", names);
        Assert.DoesNotContain("etc/group", names);

        string id = _ground.Do("commit", "-a", "me", "-m", "why", "-c", "ENV A=1", "-c", "CMD [\"ls\", \"/tmp\"]", "cc", "made:1");
        Assert.Matches("^sha256:[0-9a-f]{64}$", id);
        Assert.Equal("new", _ground.Do("run", "--rm", "made:1"));
        Assert.Equal("[A=1] me why", _ground.Do("inspect", "-f", "{{.Config.Env}} {{.Author}} {{.Comment}}", "made:1"));
        Assert.Equal("running", _ground.Do("inspect", "-f", "{{.State.Status}}", "cc"));
        Assert.Contains("from is not a valid change command", _ground.Try("commit", "-c", "FROM x", "cc").Error);
    }

    private string Line(params string[] words)
    {
        string program = Environment.GetEnvironmentVariable("HUSK") ?? Path.Combine(AppContext.BaseDirectory, "husk");
        return string.Join(' ', [program, "--root", _ground["root"], "--run", _ground["run"], .. words]);
    }
}
