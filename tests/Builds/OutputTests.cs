// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>Where what was built goes, and where it may come from.</summary>
public sealed class OutputTests(BuildGround ground) : IClassFixture<BuildGround>
{
    private const string Small = "FROM scratch\nCOPY a /dir/a\n";

    [Fact]
    public void Files_go_to_a_directory_and_to_a_tar()
    {
        string context = ground.Context(Small, ("a", "A"));
        string directory = ground.Husk["local"], tar = ground.Husk["out.tar"];
        ground.Build(context, "-o", directory);
        ground.Build(context, "-o", directory, "--output", $"type=tar,dest={tar}");
        Assert.Equal("A", File.ReadAllText(Path.Combine(directory, "dir/a")));
        Assert.Contains("dir/a", Command.Output("tar", "-tf", tar));
        ground.AssertNothingIsLeft();
    }

    [Fact]
    public void An_archive_can_be_loaded()
    {
        string archive = ground.Husk["archive.tar"];
        ground.Build(ground.Context(Small, ("a", "A")), "-t", "archived", "-o", $"type=oci,dest={archive}");
        Assert.Equal("", ground.Husk.Output("images", "-q", "archived"));
        ground.Husk.Output("load", "-i", archive);
        Assert.NotEqual("", ground.Husk.Output("images", "-q", "archived"));
        Assert.Contains("oci-layout", Command.Output("tar", "-tf", archive));
    }

    [Fact]
    public void A_manifest_has_the_annotations_that_it_is_given()
    {
        string archive = ground.Husk["annotated.tar"];
        ground.Build(ground.Context(Small, ("a", "A")), "-t", "annotated", "--annotation", "org.example.a=1",
            "--annotation", "manifest:b=2=3", "-o", $"type=oci,dest={archive}");
        JsonElement annotations = JsonDocument.Parse(Command.Output(
            "skopeo", "inspect", "--raw", $"oci-archive:{archive}")).RootElement.GetProperty("annotations");
        Assert.Equal("1", annotations.GetProperty("org.example.a").GetString());
        Assert.Equal("2=3", annotations.GetProperty("b").GetString());
        Assert.Contains("only the manifest has annotations",
            ground.Husk.Error("build", "--annotation", "index:a=b", ground.Context(Small)));
    }

    [Fact]
    public void What_is_not_made_is_refused_and_may_be_refused_by_the_user()
    {
        string context = ground.Context(Small, ("a", "A"));
        ground.Build(context, "--provenance=false", "--sbom=false", "--attest", "type=provenance,disabled=true");
        Assert.Contains("--provenance mode=max: attestations are not made",
            ground.Husk.Error("build", "--provenance=mode=max", context));
        Assert.Contains("attestations are not made", ground.Husk.Error("build", "--sbom=true", context));
        Assert.Contains("attestations are not made", ground.Husk.Error("build", "--attest", "type=sbom", context));
        Assert.Contains(
            "bad format for add-host: \"foo\"", ground.Husk.Run("build", "--add-host", "foo", context).Error);
        Assert.Contains("a build is for one platform",
            ground.Husk.Error("build", "--platform", "linux/amd64,linux/arm64", context));
    }

    [Fact]
    public void Scripts_find_the_id_and_what_was_built()
    {
        string id = ground.Husk["id"], metadata = ground.Husk["metadata.json"];
        ground.Build(ground.Context(Small, ("a", "A")), "-t", "scripted", "-t", "scripted:two", "--iidfile", id,
            "--metadata-file", metadata);
        Assert.Equal(ground.Husk.Output("images", "-q", "--no-trunc", "scripted:two").Trim(), File.ReadAllText(id));
        JsonElement document = JsonDocument.Parse(File.ReadAllText(metadata)).RootElement;
        Assert.Equal(File.ReadAllText(id), document.GetProperty("containerimage.config.digest").GetString());
        Assert.Equal("docker.io/library/scripted:latest,docker.io/library/scripted:two",
            document.GetProperty("image.name").GetString());
    }

    [Fact]
    public void The_same_source_comes_to_the_same_bytes_whenever_it_is_built()
    {
        const string dockerfile = "FROM busybox\nWORKDIR /w\nCOPY a .\nRUN date +%N > /dev/null; mkdir sub && touch sub/new && ln -s new sub/link\n";
        string First() => Digest(ground.Context(dockerfile, ("a", "A")));
        string first = First();
        ground.Husk.Output("builder", "prune", "-f", "-a");
        Assert.Equal(first, First());
        // A store that knows nothing of the other is as good as another machine.
        string elsewhere = ground.Husk["elsewhere"];
        string[] there = ["--root", elsewhere + "/root", "--run", elsewhere + "/run"];
        ground.Husk.Output([.. there, "load", "-q", "-i", ground.Husk["busybox.tar"]]);
        ground.Husk.Output([.. there, "build", "-q", "-t", "epoch", "--build-arg", "SOURCE_DATE_EPOCH=1600000000",
            ground.Context(dockerfile, ("a", "A"))]);
        Assert.Equal(
            first, ground.Husk.Output([.. there, "image", "inspect", "-f", "{{.Descriptor.digest}}", "epoch"]));
        Assert.Equal("1600000000\n", ground.Run("epoch", "stat", "-c", "%Y", "/w/sub/new"));
        Assert.Contains("2020-09-13T12:26:40", ground.Husk.Output("image", "inspect", "-f", "{{.Created}}", "epoch"));

        string Digest(string context)
        {
            ground.Build(context, "--no-cache", "-t", "epoch", "--build-arg", "SOURCE_DATE_EPOCH=1600000000");
            return ground.Husk.Output("image", "inspect", "-f", "{{.Descriptor.digest}}", "epoch");
        }
    }

    [Fact]
    public void A_Dockerfile_comes_from_standard_input_and_a_context_too()
    {
        (int code, _, string error) =
            ground.Husk.RunWith("FROM busybox\nRUN echo piped > /p\n", "build", "-t", "piped", "-");
        Assert.True(code == 0, error);
        Assert.Equal("piped\n", ground.Run("piped", "cat", "/p"));
        (code, _, error) = ground.Husk.RunWith(
            "FROM busybox\nCOPY a /a\n", "build", "-t", "piped", "-f", "-", ground.Context("", ("a", "A")));
        Assert.True(code == 0, error);
        Assert.Equal("A", ground.Run("piped", "cat", "/a"));
        string context = ground.Context("FROM busybox\nCOPY a /a\n", ("a", "tarred"));
        Command.Output("sh", "-c",
            $"tar -C {context} -czf {ground.Husk["context.tgz"]} . && HUSK_ROOT={ground.Husk["root"]} HUSK_RUN={ground.Husk["r"]} {Containers.Tests.Engine.Program} build -q -t piped - < {ground.Husk["context.tgz"]}");
        Assert.Equal("tarred", ground.Run("piped", "cat", "/a"));
    }

    [Theory]
    [InlineData("--output", "type=local,dest=/x,compresion=gzip", "unknown field 'compresion'")]
    [InlineData("--output", "type=image,dest=/x", "unknown field 'dest'")]
    [InlineData("--output", "type=oci,dest=/x,compression=zstd", "compression can only be gzip")]
    [InlineData("--output", "type=image,push=maybe", "invalid value maybe for push: true or false expected")]
    [InlineData("--output", "type=nothing", "exporter \"nothing\" could not be found")]
    [InlineData("--cache-to", "type=local,dest=/x,mod=max", "unknown field 'mod'")]
    [InlineData("--cache-from", "type=local", "src is required")]
    [InlineData("--secret", "id=a,source=/etc/hostname,uid=5", "unknown field 'uid'")]
    [InlineData("--secret", "id=\"a", "parse error on line 1, column 4: bare \" in non-quoted field")]
    [InlineData("--secret", "type=vault,id=a", "unsupported secret type \"vault\"")]
    public void What_is_not_known_is_not_taken(string flag, string value, string problem) =>
        Assert.Contains(
            $"{flag} {value}: {problem}", ground.Husk.Error("build", flag, value, ground.Context(Small, ("a", "A"))));

    [Fact]
    public void A_build_that_fails_leaves_no_id_of_an_earlier_one()
    {
        string id = ground.Husk["stale-id"];
        ground.Build(ground.Context(Small, ("a", "A")), "--iidfile", id);
        ground.Fail(ground.Context("FROM scratch\nCOPY missing /\n"), "--iidfile", id);
        Assert.False(File.Exists(id));
    }

    [Fact]
    public void Progress_for_programs_is_a_line_of_json_for_each_change()
    {
        (int code, _, string error) =
            ground.Husk.Run("build", "--progress=rawjson", ground.Context("FROM busybox\nRUN echo said\n"));
        Assert.Equal(0, code);
        JsonElement[] lines = [.. error.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Contains(lines,
            line => line.TryGetProperty("logs", out JsonElement logs)
            && Convert.FromBase64String(logs[0].GetProperty("data").GetString()!).AsSpan().SequenceEqual("said\n"u8));
        Assert.Contains(lines,
            line => line.TryGetProperty("vertexes", out JsonElement steps)
            && steps[0].GetProperty("name").GetString() == "[2/2] RUN echo said"
            && steps[0].TryGetProperty("completed", out _));
    }
}
