// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;

namespace Husk.Linux.Tests;

/// <summary>A directory of its own for a test, with a descriptor on it; gone at the end.</summary>
public sealed class ScratchDirectory : IDisposable
{
    private readonly OwnedFd _fd;

    public ScratchDirectory()
    {
        Path = Directory.CreateTempSubdirectory("husk-test-").FullName;
        _fd = At.Open(BorrowedFd.Cwd, Path, Syscalls.Abi.O_RDONLY | Syscalls.Abi.O_DIRECTORY);
    }

    public string Path { get; }

    public BorrowedFd Fd => _fd;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        _fd.Dispose();
        // Not Directory.Delete: it cannot name what is not UTF-8.
        Command.Output("rm", "-rf", Path);
    }
}
