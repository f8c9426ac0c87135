// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupMemoryTests
{
    [Fact]
    public void A_process_that_the_OOM_killer_takes_is_counted()
    {
        using var test = new TestCgroup();
        Assert.Equal(0UL, test.Cgroup.OomKillCount);
        test.Cgroup.Apply(CgroupCreateTests.Writes(
            test, ("memory", "memory.limit_in_bytes", "8388608"),
            ("memory", "memory.memsw.limit_in_bytes", "8388608")));
        using var shell = new GatedShell("a=$(busybox head -c 50000000 /dev/zero | busybox tr '\\0' x)");
        test.Cgroup.Attach(shell.Pid);
        Assert.Equal(128 + 9, shell.Finish().Code);
        Assert.Equal(1UL, test.Cgroup.OomKillCount);
    }

    [Fact]
    public void Memory_in_use_is_that_of_the_processes_inside()
    {
        using var test = new TestCgroup();
        Assert.InRange(test.Cgroup.MemoryUsage!.Value, 0UL, 1_000_000UL);
        using var shell = new GatedShell("a=$(busybox head -c 20000000 /dev/zero | busybox tr '\\0' x); read more");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        Assert.True(System.Threading.SpinWait.SpinUntil(
            () => test.Cgroup.MemoryUsage is > 16_000_000 and < 200_000_000, 10_000));
    }

    [Fact]
    public void A_cgroup_without_a_memory_controller_has_no_numbers()
    {
        using var test = new TestCgroup();
        Cgroup bare = Cgroup.Open([new(CgroupHierarchy.UnifiedName, test.PathOf(""))], []);
        Assert.NotEmpty(test.Cgroup.Paths);
        Assert.Null(bare.OomKillCount);
        Assert.Null(bare.MemoryUsage);
    }
}
