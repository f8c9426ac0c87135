// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Tests;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary>An explanation leaves no trace.</summary>
public sealed class RehearsalTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    [Fact]
    public void Nothing_is_changed()
    {
        string before = State();

        husk.Output(
            "explain", "run", "--name", "never", "-v", "fresh:/data", "-v", husk.Scratch["no/such/directory"] + ":/mnt",
            "-p", "8080:80", "--cgroup-parent", husk.CgroupParent, "talker");

        Assert.Equal(before, State());
        Assert.False(Directory.Exists(husk.Scratch["no"]));
    }

    [Fact]
    public void An_image_that_is_not_here_is_not_pulled()
    {
        (int code, string output, string error) = husk.Run("explain", "run", "nowhere.invalid/x");

        Assert.Equal((1, ""), (code, output));
        Assert.Equal("Error: No such image: nowhere.invalid/x: an explanation pulls nothing, `husk pull nowhere.invalid/x` does\n", error);
    }

    private string State() => Command.Shell(
        $"cd {husk.Scratch.Path} && find root r -printf '%p %s %T@ %m\\n' 2>/dev/null | sort; grep {husk.Scratch.Path} /proc/self/mountinfo; ip link; ls /run/netns 2>/dev/null || true");
}
