// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.EndToEnd.Engines;

namespace Husk.EndToEnd;

/// <summary>Limits as the container's cgroup has them, and what they do.</summary>
public abstract partial class EngineTests
{
    internal const long Mebibyte = 1 << 20;

    internal static string MemoryFile =>
        HostCgroups.Unified ? "/sys/fs/cgroup/memory.max" : "/sys/fs/cgroup/memory/memory.limit_in_bytes";

    /// <summary>Prints quota and period in microseconds, on v1 as on v2.</summary>
    internal static string CpuScript => HostCgroups.Unified ? "cat /sys/fs/cgroup/cpu.max"
        : "echo $(cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu/cpu.cfs_period_us)";

    [Fact]
    public void The_memory_limit_is_set() =>
        Assert.Equal($"{64 * Mebibyte}\n",
            Engine.Run(new ContainerOptions { Memory = 64 * Mebibyte }, "cat", MemoryFile).Succeeded().Stdout);

    [Fact]
    public void The_share_of_the_processors_is_set() =>
        Assert.Equal("50000 100000\n",
            Engine.Run(new ContainerOptions { Cpus = 0.5 }, "sh", "-c", CpuScript).Succeeded().Stdout);

    [Fact]
    public void Want_of_memory_ends_the_process()
    {
        using Container container = StartHungry();
        Assert.Equal(137, container.Wait());
    }

    /// <summary>For engines that watch for it on cgroup v1, too: conmon 2.1 does not.</summary>
    internal void AssertThatWantOfMemoryIsNoticed()
    {
        using (Container hungry = StartHungry())
        {
            Assert.Equal(137, hungry.Wait());
            Eventually.True(() => Engine.RanOutOfMemory(hungry.Name), "the engine to notice that memory ran out");
        }

        using Container modest = Engine.Start(new ContainerOptions { Memory = 32 * Mebibyte }, "true");
        Assert.Equal(0, modest.Wait());
        Assert.False(Engine.RanOutOfMemory(modest.Name));
    }

    /// <summary>tail keeps its input's last line, and this one has no end.</summary>
    private Container StartHungry() =>
        Engine.Start(new ContainerOptions { Memory = 32 * Mebibyte }, "tail", "/dev/zero");
}
