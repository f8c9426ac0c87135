// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Linux.Tests;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Tests.Tar;

/// <summary>Archives that people bring, as GNU tar writes them.</summary>
public sealed class TreeUnpackerTests
{
    [Fact]
    public void Attributes_are_kept_but_for_those_by_which_overlayfs_speaks_to_itself()
    {
        using var scratch = new ScratchDirectory();
        Command.Shell($"""
            cd {scratch.Path}; mkdir from into; echo x > from/file
            setfattr -n user.note -v kept from/file; setfattr -n trusted.overlay.redirect -v /etc/shadow from/file
            tar --xattrs --xattrs-include='*' -C from -cf archive.tar .
            """);
        using (OwnedFd into = At.Open(BorrowedFd.Cwd, scratch["into"], O_RDONLY | O_DIRECTORY))
        using (FileStream archive = File.OpenRead(scratch["archive.tar"]))
            new TreeUnpacker(into, owners: true).Unpack(archive);
        string attributes = Command.Shell($"getfattr -d -m - {scratch["into/file"]}");
        Assert.Contains("user.note=\"kept\"", attributes, StringComparison.Ordinal);
        Assert.DoesNotContain("overlay", attributes, StringComparison.Ordinal);
    }
}
