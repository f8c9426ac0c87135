// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Tests.Fds;

public sealed class OwnedFdTests
{
    [Fact]
    public void A_descriptor_is_closed_once_however_often_its_owner_is_disposed()
    {
        OwnedFd first = At.Open(BorrowedFd.Cwd, "/dev/null", Abi.O_RDONLY);
        int number = first.Number;
        first.Dispose();
        Assert.False(Path.Exists($"/proc/self/fd/{number}"));
        // The kernel gives the lowest free number: this one again.
        using OwnedFd second = At.Open(BorrowedFd.Cwd, "/dev/zero", Abi.O_RDONLY);
        Assert.Equal(number, second.Number);
        first.Dispose();
        Assert.Equal("/dev/zero", new FileInfo($"/proc/self/fd/{number}").LinkTarget);
    }

    [Fact]
    public void A_closed_descriptor_cannot_be_lent()
    {
        OwnedFd fd = At.Open(BorrowedFd.Cwd, "/dev/null", Abi.O_RDONLY);
        fd.Dispose();
        Assert.Throws<ObjectDisposedException>(() => Fd.Stat(fd));
    }

    [Fact]
    public void A_descriptor_given_away_stays_open()
    {
        int number;
        using (OwnedFd fd = At.Open(BorrowedFd.Cwd, "/dev/null", Abi.O_RDONLY))
            number = fd.Detach();
        Assert.Equal("/dev/null", new FileInfo($"/proc/self/fd/{number}").LinkTarget);
        new OwnedFd(number).Dispose();
        Assert.False(Path.Exists($"/proc/self/fd/{number}"));
    }

    [Fact]
    public void The_collector_closes_nothing()
    {
        int number = Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.Equal("/dev/null", new FileInfo($"/proc/self/fd/{number}").LinkTarget);
        new OwnedFd(number).Dispose();
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static int Forget() => At.Open(BorrowedFd.Cwd, "/dev/null", Abi.O_RDONLY).Number;
}
