// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Build.Tests.Copying;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>Contexts that are no directory of the user's.</summary>
public sealed class RemoteContextTests : IClassFixture<BuildGround>, IDisposable
{
    private readonly BuildGround _ground;
    private readonly ScratchDirectory _web = new();
    private readonly WebServer _server;

    public RemoteContextTests(BuildGround ground)
    {
        _ground = ground;
        // Git over the protocol that any web server speaks: of its files alone, made ready by update-server-info.
        Command.Shell($$"""
            set -e; cd {{_web.Path}}; export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
            git init -q -b main work; cd work; mkdir -p sub/other
            printf 'FROM busybox\nCOPY . /c\n' > Dockerfile; cp Dockerfile sub/other/Named; echo top > file; echo sub > sub/file; echo other > sub/.dockerignore
            ln -s /etc out; ln -s /etc/passwd Leads; touch "$(printf 'not-utf8-\377')"
            git add .; git commit -qm one; git tag v1; git rm -q file; git commit -qm two
            cd ..; git clone -q --bare work repo.git; git -C repo.git update-server-info
            tar -C work/sub -czf context.tar.gz .; printf 'FROM busybox\nRUN echo alone > /alone\n' > Dockerfile
            """);
        _server = new WebServer(_web.Path);
    }

    private string Repository => _server.Address + "/repo.git";

    public void Dispose()
    {
        _server.Dispose();
        _web.Dispose();
        _ground.AssertNothingIsLeft();
        Assert.Empty(Directory.GetDirectories(Path.GetTempPath(), "husk-build-*"));
    }

    [Fact]
    public void A_repository_is_a_context_at_a_ref()
    {
        _ground.Build(Repository, "-t", "git");
        Assert.DoesNotContain("\nfile", "\n" + _ground.Run("git", "ls", "/c"));
        Assert.DoesNotContain(".git", _ground.Run("git", "ls", "-a", "/c"));
        _ground.Build(Repository, "-t", "git", "--build-arg", "BUILDKIT_CONTEXT_KEEP_GIT_DIR=1");
        Assert.Contains(".git", _ground.Run("git", "ls", "-a", "/c"));
        _ground.Build(Repository + "#v1", "-t", "git");
        Assert.Equal("top\n", _ground.Run("git", "cat", "/c/file"));
    }

    [Theory]
    [InlineData("#main:sub")]
    [InlineData("#:/sub")]
    [InlineData("?subdir=sub")]
    public void A_directory_of_it_may_be_the_context(string which)
    {
        _ground.Build(Repository + which, "-t", "git-sub", "-f", "other/Named");
        Assert.Equal("sub\n", _ground.Run("git-sub", "cat", "/c/file"));
        // Its own file says what is ignored.
        Assert.Equal("", _ground.Run("git-sub", "sh", "-c", "ls -d /c/other 2>/dev/null || true"));
    }

    [Fact]
    public void No_link_in_a_repository_leads_out_of_it()
    {
        Assert.Contains("has no directory out", _ground.Husk.Error("build", Repository + "#main:out"));
        Assert.Contains("failed to read dockerfile: open Leads: no such file or directory",
            _ground.Husk.Error("build", "-f", "Leads", Repository));
    }

    [Fact]
    public void What_is_no_archive_and_does_not_end_is_no_Dockerfile_either()
    {
        (int code, _, string error) = _ground.Husk.RunWith(new string('#', (16 << 20) + 1), "build", "-");
        Assert.Equal((1, "Error: the build context is no archive, and too long for a Dockerfile: more than 16 MiB\n"),
            (code, error));
    }

    [Fact]
    public void What_git_says_is_told()
    {
        Assert.Contains("does not contain ref nothing", _ground.Husk.Error("build", Repository + "#nothing"));
        Assert.Contains("unexpected query \"what\"", _ground.Husk.Error("build", Repository + "?what=1"));
        Assert.Contains(
            "unable to prepare context: git ls-remote", _ground.Husk.Error("build", _server.Address + "/none.git"));
    }

    [Fact]
    public void An_archive_or_a_Dockerfile_comes_from_a_web_server()
    {
        _ground.Build(_server.Address + "/context.tar.gz", "-t", "tar", "-f", "other/Named");
        Assert.Equal("sub\n", _ground.Run("tar", "cat", "/c/file"));
        _ground.Build(_server.Address + "/Dockerfile", "-t", "alone");
        Assert.Equal("alone\n", _ground.Run("alone", "cat", "/alone"));
        Assert.Contains("failed to GET", _ground.Husk.Error("build", _server.Address + "/missing"));
    }

    [Fact]
    public void A_repository_or_a_file_may_stand_for_a_name()
    {
        string context = _ground.Context("FROM busybox\nCOPY --from=sources sub/file /c/\nRUN --mount=from=sources,target=/m cat /m/file > /c/top\nCOPY --from=page /context /c/page\n");
        string told = _ground.Build(context, "-t", "contexts", "--build-context", $"sources={Repository}#v1",
            "--build-context", $"page={_server.Address}/Dockerfile");
        Assert.Contains($"[context sources] {Repository}#v1", told);
        Assert.Equal("sub\ntop\nFROM busybox\nRUN echo alone > /alone\n",
            _ground.Run("contexts", "cat", "/c/file", "/c/top", "/c/page"));
        Assert.Contains("failed to load context sources: ",
            _ground.Fail(context, "--build-context", $"sources={Repository}#nothing", "--build-context",
                $"page={_server.Address}/Dockerfile"));
        // What nobody asks for is not fetched.
        _ground.Build(_ground.Context("FROM busybox\n"), "--build-context", $"page={_server.Address}/missing");
    }
}
