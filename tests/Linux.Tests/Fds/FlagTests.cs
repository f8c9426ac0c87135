// SPDX-License-Identifier: Apache-2.0
using System.IO;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Fds;

/// <summary>Inode flags, beside those that chattr(1) sets and lsattr(1) shows.</summary>
public sealed class FlagTests : System.IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Directories_of_a_directory_are_spread_as_far_as_the_file_system_can()
    {
        foreach (string name in (string[])["ours", "theirs"])
            Directory.CreateDirectory(_scratch[name]);
        // Fails where the file system has no such thing: then ours stays as it is, too.
        Command.Shell($"chattr +Td {_scratch["theirs"]} || :; chattr +d {_scratch["ours"]} || :");
        using (OwnedFd ours = At.Open(_scratch.Fd, "ours", O_RDONLY | O_DIRECTORY))
        {
            Fd.SpreadDirectories(ours);
            Fd.SpreadDirectories(ours);
        }
        Assert.Equal(Flags("theirs"), Flags("ours"));
    }

    [Fact]
    public void A_file_system_without_the_flag_is_left_in_peace()
    {
        using OwnedFd proc = At.Open(BorrowedFd.Cwd, "/proc", O_RDONLY | O_DIRECTORY);
        Fd.SpreadDirectories(proc);
        using OwnedFd memory = At.Open(BorrowedFd.Cwd, "/dev/shm", O_RDONLY | O_DIRECTORY);
        Fd.SpreadDirectories(memory);
    }

    private string Flags(string name) =>
        Command.Shell($"lsattr -d {_scratch[name]} 2> /dev/null || echo none").Split(' ')[0];
}
