// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Tests;

namespace Husk.Builds.Tests;

/// <summary>Build arguments that are for the builder; the reference, "BuildKit built-in build args".</summary>
public sealed class BuiltInArgumentTests(BuildGround ground) : IClassFixture<BuildGround>
{
    [Fact]
    public void A_host_is_called_as_it_is_asked_for()
    {
        string context = ground.Context("FROM busybox\nRUN hostname > /name\n");
        ground.Build(context, "-t", "name");
        Assert.Equal("buildkitsandbox\n", ground.Run("name", "cat", "/name"));
        // Another name may come to another layer.
        Assert.DoesNotContain("were not consumed",
            ground.Build(context, "-t", "name", "--build-arg", "BUILDKIT_SANDBOX_HOSTNAME=elsewhere"));
        Assert.Equal("elsewhere\n", ground.Run("name", "cat", "/name"));
    }

    [Fact]
    public void Caches_of_a_namespace_are_its_own()
    {
        string context =
            ground.Context("FROM busybox\nRUN --mount=type=cache,target=/c ls /c > /seen; touch /c/left\n");
        ground.Build(context);
        ground.Build(context, "--no-cache", "-t", "spaces", "--build-arg", "BUILDKIT_CACHE_MOUNT_NS=own");
        Assert.Equal("", ground.Run("spaces", "cat", "/seen"));
        ground.Build(context, "--no-cache", "-t", "spaces", "--build-arg", "BUILDKIT_CACHE_MOUNT_NS=own");
        Assert.Equal("left\n", ground.Run("spaces", "cat", "/seen"));
    }

    [Fact]
    public void Checks_are_as_the_build_says_and_not_as_the_file()
    {
        string context = ground.Context("# check=skip=all\nFROM busybox AS Bad\n");
        Assert.Equal(0, ground.Husk.Run("build", "--check", context).Code);
        Assert.Contains("StageNameCasing",
            ground.Husk.Run("build", "--check", "--build-arg", "BUILDKIT_DOCKERFILE_CHECK=", context).Out);
        Assert.Contains("lint violation found for rules: StageNameCasing",
            ground.Fail(context, "--build-arg", "BUILDKIT_DOCKERFILE_CHECK=error=true"));
        Assert.Contains("failed to parse BUILDKIT_DOCKERFILE_CHECK: invalid check option \"x\"",
            ground.Fail(context, "--build-arg", "BUILDKIT_DOCKERFILE_CHECK=x=y"));
    }

    [Fact]
    public void An_image_can_be_asked_for_its_cache()
    {
        string archive = ground.Husk["inline.tar"], context = ground.Context("FROM busybox\nRUN echo inline > /i\n");
        ground.Build(context, "-t", "inline", "--build-arg", "BUILDKIT_INLINE_CACHE=1");
        ground.Husk.Output("save", "-o", archive, "inline");
        Assert.Contains("\"annotations\"", Command.Output("skopeo", "inspect", "--raw", $"oci-archive:{archive}"));
    }

    [Fact]
    public void What_the_builder_does_not_know_is_not_taken_for_known() => Assert.Contains(
        "One or more build-args [BUILDKIT_WHATEVER] were not consumed",
        ground.Build(ground.Context("FROM busybox\n"), "--build-arg", "BUILDKIT_WHATEVER=1"));
}
