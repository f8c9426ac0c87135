// SPDX-License-Identifier: Apache-2.0
using System;
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

    /// <summary>While something is done whoever writes waits (FIFREEZE, ioctl_fs(2)); for a minute and a half, should the
    /// test be killed.</summary>
    public void WhileFrozen(Action work)
    {
        using var rescue = Process.Start("sh", ["-c", $"sleep 90; fsfreeze -u {Scratch.Path}"]);
        Command.Output("fsfreeze", "-f", Scratch.Path);
        try
        {
            work();
        }
        finally
        {
            Command.Output("fsfreeze", "-u", Scratch.Path);
            rescue.Kill(entireProcessTree: true);
        }
    }

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
            _elsewhere.Dispose();
        }
    }
}
