// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Cli.Tests;

/// <summary>What scripts of continuous integration do before and behind a build.</summary>
public sealed class BuildersTests : IDisposable
{
    private readonly Husk _husk = new();

    public void Dispose() => _husk.Dispose();

    [Theory]
    [InlineData("buildx create --use", "default\n")]
    [InlineData("buildx create --name multi --driver docker-container --driver-opt network=host --bootstrap --use", "multi\n")]
    [InlineData("buildx use multi", "")]
    [InlineData("buildx stop multi", "")]
    [InlineData("buildx rm -f multi", "multi removed\n")]
    [InlineData("buildx ls --format {{.Name}}", "default\n")]
    public void The_one_builder_answers_to_every_name(string line, string expected) =>
        Assert.Equal(expected, _husk.Output(line.Split(' ')));

    [Fact]
    public void It_says_what_it_builds_for()
    {
        Assert.StartsWith("Name:   multi\nDriver: husk\n", _husk.Output("buildx", "inspect", "--bootstrap", "multi"));
        Assert.Contains("Platforms: linux/", _husk.Output("buildx", "inspect"));
        Assert.StartsWith("husk ", _husk.Output("buildx", "version"));
        Assert.StartsWith("NAME/NODE", _husk.Output("buildx", "ls"));
    }

    [Theory]
    [InlineData("--compress", "")]
    [InlineData("--builder multi", "")]
    [InlineData("--isolation default", "WARNING: isolation flag is deprecated with BuildKit.\n")]
    [InlineData("--security-opt label=disable",
        "WARNING: security-opt flag is deprecated. \"RUN --security=insecure\" should be used with BuildKit.\n")]
    [InlineData("--squash",
        "WARNING: experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency.\n")]
    public void A_flag_of_the_older_builder_is_no_mistake(string flags, string warning)
    {
        string context = _husk["context"];
        Directory.CreateDirectory(context);
        File.WriteAllText(Path.Combine(context, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");

        (int code, string output, string error) = _husk.Run([.. "build -q".Split(' '), .. flags.Split(' '), context]);

        Assert.Equal((0, warning), (code, error));
        Assert.StartsWith("sha256:", output);
    }
}
