// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>The program with all that it writes on a disk of six megabytes, and an image called busybox.</summary>
public sealed class SmallDisk : HuskProgram
{
    public SmallDisk()
    {
        Command.Output("mount", "-t", "tmpfs", "-o", "size=6m", "husk-test", Scratch.Path);
        using var elsewhere = new ScratchDirectory();
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/image.sh"), elsewhere["busybox.tar"],
            "docker.io/library/busybox:latest");
        Output("load", "-i", elsewhere["busybox.tar"]);
    }

    // Busy as long as somebody writes: the monitor of a container whose run has returned may still be at its end.
    public void Remount(string access) => Engine.Await(
        () => Command.Run("mount", "-o", "remount," + access, Scratch.Path).ExitCode == 0, "the disk is mounted " + access);

    public override void Dispose()
    {
        try
        {
            Clear();
            Command.Output("umount", Scratch.Path);
        }
        finally
        {
            base.Dispose();
        }
    }
}
