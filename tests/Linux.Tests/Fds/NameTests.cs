// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;
using Native = Mono.Unix.Native;

namespace Husk.Linux.Tests.Fds;

public sealed class NameTests
{
    [Fact]
    public void Directories_are_made_and_removed()
    {
        using var scratch = new ScratchDirectory();
        At.Mkdir(scratch.Fd, "directory", 0x1c0 /* 0700 */);
        Native.Syscall.stat(scratch["directory"], out Native.Stat witness);
        Assert.Equal(0x41c0u, (uint)witness.st_mode);
        Assert.False(At.MkdirIfMissing(scratch.Fd, "directory", 0x1c0));
        Assert.True(At.MkdirIfMissing(scratch.Fd, "another", 0x1c0));
        Assert.Equal(EEXIST, Assert.Throws<SyscallException>(() => At.Mkdir(scratch.Fd, "directory", 0x1c0)).Errno);
        At.Rmdir(scratch.Fd, "directory");
        Assert.False(Directory.Exists(scratch["directory"]));
        Assert.True(Directory.Exists(scratch["another"]));
    }

    [Fact]
    public void A_fifo_is_a_fifo()
    {
        using var scratch = new ScratchDirectory();
        At.Mkfifo(scratch.Fd, "exec.fifo", 0x180 /* 0600 */);
        Native.Syscall.stat(scratch["exec.fifo"], out Native.Stat witness);
        Assert.Equal(0x1180u, (uint)witness.st_mode);
    }

    [Fact]
    public void Names_are_removed_and_what_was_not_there_is_told()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["file"], "");
        At.Unlink(scratch.Fd, "file");
        Assert.False(File.Exists(scratch["file"]));
        Assert.False(At.UnlinkIfThere(scratch.Fd, "file"));
        Assert.Equal(ENOENT, Assert.Throws<SyscallException>(() => At.Unlink(scratch.Fd, "file")).Errno);
    }

    [Fact]
    public void Renaming_replaces_unless_told_not_to()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["old"], "old");
        File.WriteAllText(scratch["new"], "new");
        var refused = Assert.Throws<SyscallException>(
            () => At.Rename(scratch.Fd, "old", scratch.Fd, "new", RENAME_NOREPLACE));
        Assert.Equal(EEXIST, refused.Errno);
        Assert.Equal("new", File.ReadAllText(scratch["new"]));
        At.Rename(scratch.Fd, "old", scratch.Fd, "new");
        Assert.Equal("old", File.ReadAllText(scratch["new"]));
        Assert.False(File.Exists(scratch["old"]));
    }

    [Fact]
    public void Symlinks_are_made_and_read_whatever_they_say()
    {
        using var scratch = new ScratchDirectory();
        byte[] target = [(byte)'/', 0xff, 0xfe];
        At.Symlink(target, scratch.Fd, "link");
        Assert.Equal("/\\377\\376$\n", Command.Shell($"readlink '{scratch["link"]}' | LC_ALL=C sed -n l"));
        Assert.Equal(target, At.ReadLink(scratch.Fd, "link"));
        Assert.Equal(EINVAL, Assert.Throws<SyscallException>(() => At.ReadLink(BorrowedFd.Cwd, "/dev")).Errno);
    }

    [Fact]
    public void A_directory_is_read_whole_with_names_as_they_are()
    {
        using var scratch = new ScratchDirectory();
        // More names than one getdents64 buffer holds.
        for (int i = 0; i < 1000; i++)
            File.WriteAllText(scratch[$"file-with-a-rather-long-name-{i:D4}"], "");
        Directory.CreateDirectory(scratch["directory"]);
        File.CreateSymbolicLink(scratch["link"], "/nowhere");
        Command.Shell($"touch \"$(printf '{scratch.Path}/\\377')\"");

        var entries = Fd.ReadDirectory(scratch.Fd);

        Assert.Equal(1003, entries.Count);
        Assert.Equal(FileType.Directory, Named("directory"u8.ToArray()).Type);
        Assert.Equal(FileType.Symlink, Named("link"u8.ToArray()).Type);
        DirectoryEntry odd = Named([0xff]);
        Assert.Equal(Command.Shell($"ls -i \"$(printf '{scratch.Path}/\\377')\"").Split(' ')[0], odd.Inode.ToString());
        Assert.Equal(1003, Fd.ReadDirectory(scratch.Fd).Count);

        DirectoryEntry Named(byte[] name) => entries.Single(entry => entry.Name.SequenceEqual(name));
    }

    [Fact]
    public void A_tree_is_removed_without_following_a_symlink_out_of_it()
    {
        using var scratch = new ScratchDirectory();
        File.WriteAllText(scratch["outside"], "stays");
        Directory.CreateDirectory(scratch["kept"]);
        File.WriteAllText(scratch["kept/file"], "stays");
        Directory.CreateDirectory(scratch["tree/a/b"]);
        File.WriteAllText(scratch["tree/a/b/file"], "");
        File.CreateSymbolicLink(scratch["tree/a/directory"], scratch["kept"]);
        File.CreateSymbolicLink(scratch["tree/file"], scratch["outside"]);

        Assert.True(At.RemoveTree(scratch.Fd, "tree"));

        Assert.False(Path.Exists(scratch["tree"]));
        Assert.Equal("stays", File.ReadAllText(scratch["outside"]));
        Assert.Equal("stays", File.ReadAllText(scratch["kept/file"]));
        Assert.False(At.RemoveTree(scratch.Fd, "tree"));
        Assert.True(At.RemoveTree(scratch.Fd, "outside"));
        Assert.Equal(1, OpenDescriptors.On(scratch.Path));
    }

    [Fact]
    public void A_tree_deeper_than_there_are_descriptors_is_removed()
    {
        using var scratch = new ScratchDirectory();
        // Deeper than any path can say, as a process does that walks down while it makes directories.
        At.Mkdir(scratch.Fd, "tree", 0x1C0);
        OwnedFd deepest = At.Open(scratch.Fd, "tree", O_RDONLY);
        for (int i = 0; i < 3000; i++)
        {
            At.Mkdir(deepest, "d", 0x1C0);
            using OwnedFd above = deepest;
            deepest = At.Open(above, "d", O_RDONLY);
        }

        deepest.Dispose();
        string[] limits = Command.Output(
            "prlimit", "--pid", $"{Environment.ProcessId}", "--nofile", "--output=SOFT", "--noheadings").Split();
        Command.Output("prlimit", "--pid", $"{Environment.ProcessId}", "--nofile=1000:");
        try
        {
            Assert.True(At.RemoveTree(scratch.Fd, "tree"));
        }
        finally
        {
            Command.Output("prlimit", "--pid", $"{Environment.ProcessId}", $"--nofile={limits[0]}:");
        }

        Assert.Empty(Directory.GetFileSystemEntries(scratch.Path));
    }
}
