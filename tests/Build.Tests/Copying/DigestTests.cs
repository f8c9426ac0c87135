// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using Husk.Oci;

namespace Husk.Build.Tests.Copying;

/// <summary>What makes a COPY another one.</summary>
public sealed class DigestTests
{
    private const string Tree =
        "mkdir -p context/d/e; cd context; echo one > d/f; echo two > d/e/g; ln -s f d/l; echo x > other";

    [Theory]
    [InlineData("touch -d 2001-01-01 d/f d/e d", false)]
    [InlineData("echo changed > other", false)]
    [InlineData("cp d/f n; mv n d/f", false)]
    [InlineData("chown 5:6 d/f", false)]
    [InlineData("echo One > d/f", true)]
    [InlineData("chmod 600 d/f", true)]
    [InlineData("chmod 700 d/e", true)]
    [InlineData("mv d/f d/n", true)]
    [InlineData("ln -sf e d/l", true)]
    [InlineData("touch d/new", true)]
    [InlineData("rm d/e/g", true)]
    [InlineData("setfattr -n user.a -v b d/f", true)]
    [InlineData("rm d/l; cp d/f d/l", true)]
    public void A_change_counts_when_the_layer_would_change(string change, bool counts)
    {
        using var scene = new CopyScene(Tree);
        Digest before = scene.Digest("COPY d /x");

        scene.Run("cd context; " + change);

        Assert.Equal(counts, before != scene.Digest("COPY d /x"));
    }

    [Fact]
    public void Owners_of_other_images_count()
    {
        using var scene = new CopyScene(Tree);
        Digest before = scene.Digest("COPY --from=base d /x");

        scene.Run("chown 5:6 context/d/f");

        Assert.NotEqual(before, scene.Digest("COPY --from=base d /x"));
    }

    [Fact]
    public void What_is_left_out_does_not_count()
    {
        using var scene = new CopyScene(Tree);
        scene.Run("echo d/e > context/.dockerignore");
        Digest before = scene.Digest("COPY --exclude=f d /x");

        scene.Run("cd context; echo changed > d/f; echo changed > d/e/g");

        Assert.Equal(before, scene.Digest("COPY --exclude=f d /x"));
    }

    [Fact]
    public void Heredocs_count()
    {
        using var scene = new CopyScene(Tree);

        Assert.NotEqual(scene.Digest("COPY <<a /x\n1\na"), scene.Digest("COPY <<a /x\n2\na"));
        Assert.NotEqual(scene.Digest("COPY <<a /x\n1\na"), scene.Digest("COPY <<b /x\n1\nb"));
    }
}
