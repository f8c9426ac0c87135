// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>A store on a disk that is full, and on one that cannot be written.</summary>
public sealed class FullDiskTests(SmallDisk disk) : IClassFixture<SmallDisk>
{
    [Fact]
    public void A_container_that_fills_the_disk_ends_as_any_other()
    {
        Assert.Equal((0, "1\n", ""),
            disk.Run("run", "--rm", "--network", "none", "busybox", "sh", "-c",
                "dd if=/dev/zero of=/big bs=64k 2>/dev/null; echo $?"));
        Assert.Equal("", disk.Output("ps", "-aq"));
        Assert.Equal(["by-name"], Directory.GetFileSystemEntries(disk["root/containers"]).Select(Path.GetFileName));

        Assert.Equal((3, "", ""),
            disk.Run("run", "--name", "full", "--network", "none", "busybox", "sh", "-c",
                "dd if=/dev/zero of=/big bs=64k 2>/dev/null; exit 3"));
        Assert.Equal("3 exited\n", disk.Output("inspect", "-f", "{{.State.ExitCode}} {{.State.Status}}", "full"));
        Assert.Equal("full\n", disk.Output("rm", "full"));
        disk.AssertSound();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_does_not_fit_is_not_copied(bool runs)
    {
        using var here = new ScratchDirectory();
        foreach (int i in Enumerable.Range(0, 40))
            File.WriteAllBytes(here[$"{i}"], new byte[200_000]);
        disk.Output([.. (string[])(runs ? ["run", "-d"] : ["create"]), "--name", "box", "--network", "none", "busybox",
            "sleep", "1000"]);
        try
        {
            Assert.StartsWith("Error: no space left on device: ", disk.Error("cp", here.Path, "box:/copy"));
        }
        finally
        {
            disk.Output("rm", "-f", "box");
        }
    }

    [Fact]
    public void Where_nothing_can_be_made_nothing_is_left()
    {
        Command.Shell($"dd if=/dev/zero of={disk["filler"]} bs=1k 2>/dev/null || true");
        (int code, _, string error) = disk.Run("run", "--rm", "--network", "none", "busybox", "true");
        Assert.Equal(125, code);
        Assert.StartsWith("husk: no space left on device: ", error);
        Assert.Equal("", disk.Output("ps", "-aq"));
        File.Delete(disk["filler"]);
        disk.AssertSound();
        Assert.Equal("x\n", disk.Output("run", "--rm", "--network", "none", "busybox", "echo", "x"));
    }

    [Fact]
    public void Who_looks_at_a_disk_that_cannot_be_written_sees_what_is_there()
    {
        disk.Output("create", "--name", "seen", "--network", "none", "busybox");
        disk.Remount("ro");
        try
        {
            Assert.Equal("seen Created\n", disk.Output("ps", "-a", "--format", "{{.Names}} {{.Status}}"));
            Assert.Equal("busybox\n", disk.Output("images", "--format", "{{.Repository}}"));
            (int code, _, string error) = disk.Run("run", "--rm", "--network", "none", "busybox", "true");
            Assert.Equal(125, code);
            Assert.StartsWith("husk: read-only file system: ", error);
        }
        finally
        {
            disk.Remount("rw");
        }

        Assert.Equal("seen\n", disk.Output("rm", "seen"));
    }
}
