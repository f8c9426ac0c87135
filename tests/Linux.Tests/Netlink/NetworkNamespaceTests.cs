// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Linux.Netlink;

namespace Husk.Linux.Tests.Netlink;

public sealed class NetworkNamespaceTests : IDisposable
{
    private readonly ScratchDirectory _scratch = new();

    [Fact]
    public void A_namespace_lives_by_its_file_and_the_caller_stays_where_it_was()
    {
        string path = Path.Combine(_scratch.Path, "netns");
        string before = Own();
        NetworkNamespace.Make(path);
        try
        {
            Assert.Equal(before, Own());
            using OwnedFd made = At.Open(BorrowedFd.Cwd, path, Syscalls.Abi.O_RDONLY);
            Assert.Equal(["lo"],
                NetworkNamespace.Within(made,
                    () => File.ReadLines("/proc/thread-self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim())
                    .ToArray()));
            Assert.NotEqual(before, NetworkNamespace.Within(made, Own));
            Assert.Throws<InvalidOperationException>(
                () => NetworkNamespace.Within<int>(made, () => throw new InvalidOperationException()));
            Assert.Equal(before, Own());
        }
        finally
        {
            Assert.True(NetworkNamespace.Remove(path));
        }

        Assert.False(File.Exists(path));
        Assert.False(NetworkNamespace.Remove(path));
    }

    [Fact]
    public void A_file_that_is_there_already_is_not_bound_over()
    {
        string path = Path.Combine(_scratch.Path, "netns");
        File.WriteAllText(path, "somebody's");
        Assert.Equal(Syscalls.Abi.EEXIST, Assert.Throws<SyscallException>(() => NetworkNamespace.Make(path)).Errno);
        Assert.Equal("somebody's", File.ReadAllText(path));
    }

    public void Dispose() => _scratch.Dispose();

    private static string Own() => File.ResolveLinkTarget("/proc/thread-self/ns/net", false)!.Name;
}
