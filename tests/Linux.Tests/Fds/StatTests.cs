// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Fds;

public sealed class StatTests
{
    [Fact]
    public void A_files_status_is_what_stat_says()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["file"], "twelve bytes");
        Native.Syscall.chmod(scratch["file"], Native.NativeConvert.FromOctalPermissionString("4751"));
        Native.Syscall.chown(scratch["file"], 123, 456);
        Native.Syscall.chmod(scratch["file"], Native.NativeConvert.FromOctalPermissionString("4751"));
        Native.Syscall.link(scratch["file"], scratch["second"]);
        Native.Syscall.stat(scratch["file"], out Native.Stat witness);

        FileStatus status = At.Stat(scratch.Fd, "file");

        Assert.Equal(FileType.Regular, status.Type);
        Assert.Equal((uint)witness.st_mode & 0xfff, status.Mode);
        Assert.Equal(0x9e9u, status.Mode);
        Assert.Equal((witness.st_uid, witness.st_gid), (status.Uid, status.Gid));
        Assert.Equal(witness.st_size, status.Size);
        Assert.Equal(witness.st_ino, status.Inode);
        Assert.Equal(witness.st_nlink, status.Links);
        Assert.Equal((witness.st_mtime, witness.st_mtime_nsec), (status.Modified.Seconds, status.Modified.Nanoseconds));
    }

    [Fact]
    public void A_symlink_is_followed_or_not()
    {
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(scratch["link"], "/dev");
        Assert.Equal(FileType.Directory, At.Stat(scratch.Fd, "link").Type);
        FileStatus link = At.LinkStat(scratch.Fd, "link");
        Assert.Equal((FileType.Symlink, 4L), (link.Type, link.Size));
    }

    [Theory]
    [InlineData("/dev/null", FileType.CharacterDevice, 1, 3)]
    [InlineData("/dev/tty", FileType.CharacterDevice, 5, 0)]
    public void A_device_node_tells_what_it_stands_for(string path, FileType type, uint major, uint minor)
    {
        FileStatus status = At.Stat(BorrowedFd.Cwd, path);
        Assert.Equal((type, (major, minor)), (status.Type, status.SpecialDevice));
    }

    [Fact]
    public void A_mount_is_known_by_its_root_and_its_number()
    {
        FileStatus proc = At.Stat(BorrowedFd.Cwd, "/proc");
        Assert.True(proc.IsMountRoot);
        Assert.False(At.Stat(BorrowedFd.Cwd, "/proc/self").IsMountRoot);
        // proc_pid_mountinfo(5): the first field is the mount's number, the third its device, the fifth where it is.
        string[] fields = File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' '))
            .Last(mount => mount[4] == "/proc");
        Assert.Equal(fields[0], proc.MountId.ToString());
        Assert.Equal(fields[2], $"{proc.Device.Major}:{proc.Device.Minor}");
    }

    [Fact]
    public void A_descriptor_has_a_status_too()
    {
        using var scratch = new ScratchDirectory();
        Native.Syscall.stat(scratch.Path, out Native.Stat witness);
        Assert.Equal(witness.st_ino, Fd.Stat(scratch.Fd).Inode);
        Assert.Equal(witness.st_ino, At.LinkStat(scratch.Fd, "").Inode);
    }

    [Fact]
    public void Existence_is_that_of_the_name()
    {
        using var scratch = new ScratchDirectory();
        File.CreateSymbolicLink(scratch["dangling"], "/nowhere");
        File.WriteAllText(scratch["file"], "");
        Assert.True(At.Exists(scratch.Fd, "dangling"));
        Assert.True(At.Exists(scratch.Fd, "file"));
        Assert.False(At.Exists(scratch.Fd, "missing"));
        Assert.False(At.Exists(scratch.Fd, "file/below"));
        Assert.NotNull(At.LinkStatIfThere(scratch.Fd, "dangling"));
        Assert.Null(At.LinkStatIfThere(scratch.Fd, "missing"));
        Assert.Equal(ENOENT, Assert.Throws<SyscallException>(() => At.Stat(scratch.Fd, "dangling")).Errno);
    }

    [Fact]
    public void A_file_system_tells_its_type()
    {
        using OwnedFd proc = At.Open(BorrowedFd.Cwd, "/proc", O_PATH);
        Assert.Equal("9fa0", Command.Output("stat", "-f", "-c", "%t", "/proc").Trim());
        Assert.Equal(0x9fa0, Fd.FileSystemType(proc));
    }
}
