// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Build.Copying;
using Husk.Linux.Tests;

namespace Husk.Build.Tests.Copying;

/// <summary>ADD of repositories; the reference, "Adding files from a Git repository".</summary>
public sealed class GitTests : IDisposable
{
    private readonly ScratchDirectory _web = new();
    private readonly WebServer _server;
    private readonly string[] _commits;

    // Over the protocol that any web server speaks: of its files alone, made ready by update-server-info.
    public GitTests()
    {
        _commits = Command.Shell($"""
            set -e; cd {_web.Path}; export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
            git init -q -b main work; cd work; mkdir -p sub; echo one > file; echo s > sub/s; git add .; git commit -qm one; git tag -a v1 -m v1; git rev-parse HEAD
            echo two > file; git commit -qam two; git rev-parse HEAD; cd ..; git clone -q --bare work repo.git; git -C repo.git update-server-info
            """).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        _server = new WebServer(_web.Path);
    }

    private string Repository => _server.Address + "/repo.git";

    public void Dispose()
    {
        _server.Dispose();
        _web.Dispose();
    }

    [Theory]
    [InlineData("", "two\n")]
    [InlineData("#main", "two\n")]
    [InlineData("#v1", "one\n")]
    [InlineData("?tag=v1", "one\n")]
    [InlineData("?branch=main&submodules=false", "two\n")]
    public void A_ref_is_checked_out(string which, string content)
    {
        using var scene = new CopyScene("");

        Assert.Equal("x d\nx/file f\nx/sub d\nx/sub/s f", scene.Copy($"ADD {Repository}{which} /x", "%P %y"));
        Assert.Equal(content, scene.Content("x/file"));
    }

    [Theory]
    [InlineData("#:sub")]
    [InlineData("#v1:sub")]
    [InlineData("?subdir=sub")]
    public void A_directory_of_it_may_be_all(string which)
    {
        using var scene = new CopyScene("");

        Assert.Equal("x d\nx/s f", scene.Copy($"ADD {Repository}{which} /x", "%P %y"));
    }

    [Fact]
    public void A_commit_is_one_by_its_digits()
    {
        using var scene = new CopyScene("");
        scene.Copy($"ADD --checksum={_commits[0]} {Repository}#{_commits[0]} /x");
        Assert.Equal("one\n", scene.Content("x/file"));

        Assert.Equal($"expected checksum to match {_commits[0][..8]}, got {_commits[1]}",
            Assert.Throws<CopyException>(
                () => scene.Copy($"ADD --checksum={_commits[0][..8]} {Repository}#main /y")).Message);
        Assert.Equal($"repository {Repository} does not contain ref none",
            Assert.Throws<CopyException>(() => scene.Copy($"ADD {Repository}#none /y")).Message);
    }

    [Fact]
    public void The_git_directory_stays_where_it_is_asked_for()
    {
        using var scene = new CopyScene("");
        scene.Copy($"ADD --keep-git-dir=true {Repository} /x");

        Assert.Contains("x/.git/HEAD f", scene.Shown("%P %y").Split('\n'));
    }

    [Fact]
    public void Links_of_a_repository_lead_to_nothing_that_is_taken_away()
    {
        using var elsewhere = new ScratchDirectory();
        Command.Shell($"""
            set -e; cd {_web.Path}/work; export GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
            echo mine > {elsewhere[".git"]}; ln -s {elsewhere.Path} out; touch "$(printf 'not-utf8-\\377')"
            git add .; git commit -qm links; git push -q ../repo.git main; git -C ../repo.git update-server-info
            """);
        using (var scene = new CopyScene(""))
            Assert.Contains("x/out l", scene.Copy($"ADD {Repository} /x", "%P %y").Split('\n'));

        Assert.Equal("mine\n", System.IO.File.ReadAllText(elsewhere[".git"]));
    }

    [Fact]
    public void What_the_ref_leads_to_counts()
    {
        using var scene = new CopyScene("");

        Assert.NotEqual(scene.Digest($"ADD {Repository}#v1 /x"), scene.Digest($"ADD {Repository}#main /x"));
        Assert.Equal(scene.Digest($"ADD {Repository}#{_commits[1]} /x"), scene.Digest($"ADD {Repository}#main /x"));
        Assert.DoesNotContain(_server.Requests, request => request.Contains("objects"));
    }

    [Theory]
    [InlineData("https://example.org/a.git", "https://example.org/a.git", null, null)]
    [InlineData("https://example.org/a.git#b:c", "https://example.org/a.git", "b", "c")]
    [InlineData("git@example.org:a/b.git#v1", "git@example.org:a/b.git", "v1", null)]
    [InlineData("ssh://git@example.org/a", "ssh://git@example.org/a", null, null)]
    [InlineData("git://example.org/a?ref=b&subdir=c", "git://example.org/a", "b", "c")]
    [InlineData("https://example.org/a.tar.gz", null, null, null)]
    [InlineData("https://example.org/a.git/b", null, null, null)]
    [InlineData("github.com/a/b.git", null, null, null)]
    [InlineData("./a@b:c.git", null, null, null)]
    public void An_address_is_a_repositorys_or_not(string source, string? remote, string? reference, string? directory)
    {
        GitReference? git = GitReference.Parse(source);

        Assert.Equal((remote, reference, directory), (git?.Remote, git?.Ref, git?.Directory));
    }
}
