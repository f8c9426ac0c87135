// SPDX-License-Identifier: Apache-2.0
using System.IO;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Fds;

/// <summary>A cgroup can be removed by its owner while it is read.</summary>
public sealed class RemovedDirectoryTests
{
    [Fact]
    public void A_directory_that_was_removed_has_no_entries()
    {
        using var scratch = new ScratchDirectory();
        string path = Path.Combine(scratch.Path, "gone");
        Directory.CreateDirectory(path);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        Directory.Delete(path);
        Assert.Empty(Fd.ReadDirectory(directory));
    }
}
