// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Fds;

public sealed class ContentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(100_000)]
    public void Content_is_read_and_written_whole(int length)
    {
        using var scratch = new ScratchDirectory();
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        File.WriteAllBytes(scratch["in"], content);
        Assert.Equal(content, At.ReadAll(scratch.Fd, "in"));

        using OwnedFd file = At.Open(scratch.Fd, "out", O_WRONLY | O_CREAT, 0x180);
        Fd.WriteAll(file, content);
        Assert.Equal(content, File.ReadAllBytes(scratch["out"]));
    }

    [Fact]
    public void A_file_of_proc_is_read_whole_though_its_size_is_0()
    {
        byte[] content = At.ReadAll(BorrowedFd.Cwd, "/proc/crypto");
        Assert.NotEmpty(content);
        Assert.Equal(File.ReadAllBytes("/proc/crypto"), content);
    }

    [Fact]
    public void A_file_longer_than_the_limit_is_refused()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["file"], new string('x', 5000));
        Assert.Equal(5000, At.ReadAll(scratch.Fd, "file", 5000).Length);
        Assert.Equal(EFBIG, Assert.Throws<SyscallException>(() => At.ReadAll(scratch.Fd, "file", 4999)).Errno);
        Assert.Equal(EFBIG, Assert.Throws<SyscallException>(
            () => At.ReadAll(BorrowedFd.Cwd, "/dev/zero", 1 << 20)).Errno);
    }

    [Fact]
    public void A_file_that_is_not_there_is_null_where_that_was_asked()
    {
        using var scratch = new ScratchDirectory();
        Assert.Null(At.ReadAllIfThere(scratch.Fd, "missing"));
        File.WriteAllText(scratch["empty"], "");
        Assert.Empty(At.ReadAllIfThere(scratch.Fd, "empty")!);
    }

    [Fact]
    public void A_refused_value_is_told_with_the_file_it_was_for()
    {
        var refused = Assert.Throws<SyscallException>(
            () => At.Write(BorrowedFd.Cwd, "/proc/self/oom_score_adj", "much"u8));
        Assert.Matches(
            @"^write\(\d+ ""/proc/\d+/oom_score_adj"", ""much"", 4\) = EINVAL \(Invalid argument\)$", refused.Message);
    }

    [Fact]
    public void A_value_is_written_to_a_file_of_the_kernel()
    {
        string before = File.ReadAllText("/proc/self/coredump_filter").Trim();
        At.Write(BorrowedFd.Cwd, "/proc/self/coredump_filter", "0x21"u8);
        Assert.Equal("00000021", File.ReadAllText("/proc/self/coredump_filter").Trim());
        At.Write(BorrowedFd.Cwd, "/proc/self/coredump_filter", System.Text.Encoding.ASCII.GetBytes("0x" + before));
    }

    [Fact]
    public void Owner_and_mode_are_set_through_the_descriptor()
    {
        using var scratch = new ScratchDirectory();
        using OwnedFd file = At.Open(scratch.Fd, "file", O_WRONLY | O_CREAT, 0x180);
        Fd.Chown(file, 1234, uint.MaxValue);
        Fd.Chmod(file, 0xdb6 /* 06666 */);
        Native.Syscall.stat(scratch["file"], out Native.Stat witness);
        Assert.Equal((1234u, Native.Syscall.getgid()), (witness.st_uid, witness.st_gid));
        Assert.Equal(0x8db6u, (uint)witness.st_mode);
    }

    [Fact]
    public void A_copy_is_another_descriptor_for_the_same_open_file()
    {
        using var scratch = new ScratchDirectory();
        using OwnedFd file = At.Open(scratch.Fd, "file", O_WRONLY | O_CREAT, 0x180);
        using OwnedFd copy = Fd.Duplicate(file, 100);
        Assert.True(copy.Number >= 100);
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(copy.Number) & O_CLOEXEC);
        Fd.WriteAll(file, "one"u8);
        Fd.WriteAll(copy, "two"u8);
        Assert.Equal("onetwo", File.ReadAllText(scratch["file"]));
        Fd.SetCloseOnExec(copy, false);
        Assert.Equal(0, OpenDescriptors.Flags(copy.Number) & O_CLOEXEC);
        Assert.Equal(O_CLOEXEC, OpenDescriptors.Flags(file.Number) & O_CLOEXEC);
        Fd.SetNonBlocking(copy, true);
        Assert.Equal(O_NONBLOCK, OpenDescriptors.Flags(file.Number) & O_NONBLOCK);
        Fd.SetNonBlocking(copy, false);
        Assert.Equal(0, OpenDescriptors.Flags(file.Number) & O_NONBLOCK);
    }

    [Fact]
    public void A_lock_keeps_others_out_until_it_is_closed()
    {
        using var scratch = new ScratchDirectory();
        using (OwnedFd file = At.Open(scratch.Fd, "lock", O_RDWR | O_CREAT, 0x180))
        {
            Fd.Lock(file, shared: true);
            Assert.Equal(0, Flock("-s"));
            Assert.Equal(1, Flock("-x"));
            Fd.Lock(file);
            Assert.Equal(1, Flock("-s"));
            using OwnedFd other = At.Open(scratch.Fd, "lock", O_RDWR);
            Assert.False(Fd.TryLock(other));
        }
        Assert.Equal(0, Flock("-x"));
        using OwnedFd free = At.Open(scratch.Fd, "lock", O_RDWR);
        Assert.True(Fd.TryLock(free));
        Assert.Equal(1, Flock("-s"));

        int Flock(string kind) => Command.Run("flock", "-n", kind, scratch["lock"], "true").ExitCode;
    }
}
