// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace Husk.Linux.Tests.Processes;

public sealed class ChildrenTests
{
    [Fact]
    public void Whichever_child_has_ended_is_taken()
    {
        Assert.Null(Children.TryReap());
        using var child = new ChildProcess("exit 3");
        Assert.Equal((child.Pid, new ExitStatus(3, 0)), ReapNext());
        Assert.False(Directory.Exists($"/proc/{child.Pid}"));
        Assert.Null(Children.TryReap());
    }

    [Fact]
    public void Orphans_of_a_subreaper_become_its_children()
    {
        using var scratch = new ScratchDirectory();
        Assert.False(Children.AdoptOrphans);
        Children.AdoptOrphans = true;
        try
        {
            Assert.True(Children.AdoptOrphans);
            // Should the test fail, the orphan is nobody's for long.
            using var parent = new ChildProcess($"sleep 30 & echo $! > {scratch["orphan"]}");
            Assert.Equal(parent.Pid, ReapNext().Pid);
            int orphan = int.Parse(File.ReadAllText(scratch["orphan"]));
            string status = File.ReadLines($"/proc/{orphan}/status").Single(line => line.StartsWith("PPid:"));
            Assert.Equal(Environment.ProcessId.ToString(), status[5..].Trim());
            Assert.True(Signal.Send(orphan, Syscalls.Abi.SIGTERM));
            Assert.Equal((orphan, new ExitStatus(0, Syscalls.Abi.SIGTERM)), ReapNext());
        }
        finally
        {
            Children.AdoptOrphans = false;
        }
        Assert.False(Children.AdoptOrphans);
    }

    private static (int Pid, ExitStatus Status) ReapNext()
    {
        for (int tries = 0; tries < 1000; tries++)
        {
            if (Children.TryReap() is { } ended)
                return ended;
            Thread.Sleep(10);
        }
        throw new TimeoutException("no child ended");
    }
}
