// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using System.Runtime.InteropServices;
using Husk.Images.Tests.Registry;
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>What a build sends to a registry, and takes from it.</summary>
public sealed class RegistryTests : IClassFixture<BuildGround>, IDisposable
{
    private const string Dockerfile =
        "FROM busybox AS one\nRUN echo first > /f\nFROM busybox\nCOPY --from=one /f /f\nRUN cat /f > /g\n";

    private static readonly string Foreign = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? "linux/amd64"
        : "linux/arm64";

    private readonly BuildGround _ground;
    private readonly DebianRegistry _registry = new();

    public RegistryTests(BuildGround ground) => _ground = ground;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void An_image_is_pushed_by_all_its_names()
    {
        string context = _ground.Context("FROM busybox\nLABEL pushed=yes\n");
        _ground.Build(context, "--push", "-t", $"{_registry.Host}/pushed:1", "-t", $"{_registry.Host}/pushed:2");
        Assert.Contains("yes", Skopeo("pushed:1"));
        Assert.Contains("yes", Skopeo("pushed:2"));
        _ground.Build(context, "-o", $"type=image,name={_registry.Host}/by-output:1,push=true");
        Assert.Contains("yes", Skopeo("by-output:1"));
        Assert.Contains("tag is needed when pushing to registry", _ground.Fail(context, "--push"));
    }

    [Fact]
    public void A_cache_goes_to_a_registry_and_comes_from_it()
    {
        string cache = $"type=registry,ref={_registry.Host}/cache:1";
        string context = _ground.Context(Dockerfile);
        _ground.Build(context, "--no-cache", "--cache-to", cache + ",mode=max");
        Forget();
        string told = _ground.Build(context, "-t", "from-registry", "--cache-from", cache);
        Assert.Equal("CACHED", BuildGround.End(told, "RUN echo first"));
        Assert.Equal("CACHED", BuildGround.End(told, "RUN cat /f"));
        Assert.Equal("first\n", _ground.Run("from-registry", "cat", "/g"));
        Assert.Contains("ERROR: ", _ground.Build(context, "--cache-from", $"{_registry.Host}/nothing:1"));
    }

    [Fact]
    public void An_image_can_have_its_own_cache()
    {
        string name = $"{_registry.Host}/inline:1";
        string context = _ground.Context(
            "FROM busybox AS one\nRUN echo first > /f\nFROM busybox\nCOPY --from=one /f /h\nRUN cat /h > /g\n");
        _ground.Build(context, "--no-cache", "--push", "-t", name, "--cache-to", "type=inline");
        _ground.Husk.Output("rmi", name);
        Forget();
        string told = _ground.Build(context, "-t", "from-inline", "--cache-from", name);
        // Of a stage that the image has no layer of nothing is known.
        Assert.StartsWith("DONE", BuildGround.End(told, "RUN echo first"), StringComparison.Ordinal);
        Assert.Equal("CACHED", BuildGround.End(told, "RUN cat /h"));
        Assert.Equal("first\n", _ground.Run("from-inline", "cat", "/g"));
    }

    [Fact]
    public void An_image_for_another_machine_is_told_of_and_runs_nothing()
    {
        string name = $"{_registry.Host}/foreign:1";
        _ground.Build(_ground.Context("FROM scratch\nCOPY file /\n", ("file", "foreign\n")), "--platform", Foreign,
            "--push", "-t", name);
        _ground.Husk.Output("tag", name, "localhost:1/only-here");
        Assert.Contains(
            "it is here for " + Foreign, _ground.Fail(_ground.Context("FROM localhost:1/only-here\nRUN true\n")));
        _ground.Husk.Output("rmi", name);
        string warned = _ground.Build(_ground.Context($"FROM {name}\nLABEL a=b\n"));
        Assert.Contains(
            $"InvalidBaseImagePlatform: Base image {name} was pulled with platform \"{Foreign}\", expected ", warned);
        Assert.Contains("lint violation found for rules: InvalidBaseImagePlatform",
            _ground.Fail(_ground.Context($"# check=error=true\nFROM {name}\n"), "--pull"));
        Assert.DoesNotContain("InvalidBase",
            _ground.Build(_ground.Context($"# check=skip=InvalidBaseImagePlatform\nFROM {name}\n"), "--pull"));

        // One platform takes files of another.
        string mixed =
            _ground.Context($"FROM --platform={Foreign} {name} AS other\nFROM busybox\nCOPY --from=other /file /\n");
        _ground.Build(mixed, "-t", "mixed");
        Assert.Equal("foreign\n", _ground.Run("mixed", "cat", "/file"));
        Assert.Contains($"cannot run programs of {Foreign} on ",
            _ground.Fail(_ground.Context($"FROM --platform={Foreign} {name}\nRUN [\"/file\"]\n")));
    }

    private void Forget()
    {
        _ground.Husk.Output("builder", "prune", "-f", "-a");
        _ground.Husk.Output("image", "prune", "-f");
    }

    private string Skopeo(string name) =>
        Command.Output(
            "skopeo", "inspect", "--tls-verify=false", "--format", "{{.Labels}}", $"docker://{_registry.Host}/{name}");
}
