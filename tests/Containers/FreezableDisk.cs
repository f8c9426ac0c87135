// SPDX-License-Identifier: Apache-2.0
using System.Diagnostics;
using System.IO;
using Husk.Linux.Tests;

namespace Husk.Containers.Tests;

/// <summary>The program with all that it writes on a disk that can be made to stand still, and an image called
/// busybox.</summary>
public sealed class FreezableDisk : HuskProgram
{
    private readonly ScratchDirectory _elsewhere = new();

    public FreezableDisk()
    {
        using (FileStream disk = File.Create(_elsewhere["disk"]))
            disk.SetLength(256 << 20);
        Command.Output("mkfs.ext4", "-q", _elsewhere["disk"]);
        Command.Output("mount", "-o", "loop", _elsewhere["disk"], Scratch.Path);
        Command.Output(Path.Combine(Repository.Root, "rootfs-fixtures/image.sh"), _elsewhere["busybox.tar"],
            "docker.io/library/busybox:latest");
        Output("load", "-i", _elsewhere["busybox.tar"]);
    }

    /// <summary>Whoever writes waits, until <see cref="Thaw"/> (FIFREEZE, ioctl_fs(2)); for a minute and a half, should
    /// nobody get there.</summary>
    /// <returns>To be killed after the thaw.</returns>
    public Process Freeze()
    {
        var rescue = Process.Start("sh", ["-c", $"sleep 90; fsfreeze -u {Scratch.Path}"]);
        Command.Output("fsfreeze", "-f", Scratch.Path);
        return rescue;
    }

    /// <summary>Nothing where it is not frozen.</summary>
    public void Thaw() => Command.Run("fsfreeze", "-u", Scratch.Path);

    public override void Dispose()
    {
        try
        {
            Thaw();
            Clear();
            Command.Output("umount", Scratch.Path);
        }
        finally
        {
            base.Dispose();
            _elsewhere.Dispose();
        }
    }
}
