// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Tests;

public sealed class SyscallExceptionTests
{
    [Fact]
    public void The_message_reads_as_strace_prints_it()
    {
        var refused = new SyscallException("mount(\"proc\", 5 \"/rootfs/proc\")", 1);
        Assert.Equal("mount(\"proc\", 5 \"/rootfs/proc\") = EPERM (Operation not permitted)", refused.Message);
        Assert.Equal(1, refused.Errno);
    }

    [Fact]
    public void A_real_failure_names_the_path_behind_the_descriptor()
    {
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(scratch["loop"], "loop");
        var refused = Assert.Throws<SyscallException>(
            () => At.OpenBelow(scratch.Fd, "loop", Abi.O_RDONLY, Abi.RESOLVE_IN_ROOT));
        Assert.Equal(
            $"openat2({scratch.Fd.Number} \"{scratch.Path}\", \"loop\") = ELOOP (Too many levels of symbolic links)",
            refused.Message);
    }

    [Fact]
    public void Open_tells_its_flags()
    {
        var refused = Assert.Throws<SyscallException>(
            () => At.Open(BorrowedFd.Cwd, "/nowhere", Abi.O_WRONLY | Abi.O_APPEND));
        Assert.Equal(
            "openat(AT_FDCWD, \"/nowhere\", O_WRONLY|O_APPEND|O_CLOEXEC) = ENOENT (No such file or directory)",
            refused.Message);
    }
}
