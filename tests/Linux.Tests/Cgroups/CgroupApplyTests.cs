// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupApplyTests
{
    [Fact]
    public void Writes_reach_the_files_of_their_hierarchies()
    {
        using var test = new TestCgroup();
        test.Cgroup.Apply(CgroupCreateTests.Writes(
            test,
            ("pids", "pids.max", "17"), ("memory", "memory.limit_in_bytes", "67108864"), ("cpu", "cpu.shares", "321"),
            ("cpu", "cpu.cfs_quota_us", "40000")));
        Assert.Equal("17", test.Read("pids", "pids.max"));
        Assert.Equal("67108864", test.Read("memory", "memory.limit_in_bytes"));
        Assert.Equal("321", test.Read("cpu", "cpu.shares"));
        Assert.Equal("40000", test.Read("cpu", "cpu.cfs_quota_us"));
    }

    [Fact]
    public void Several_writes_to_one_file_all_arrive()
    {
        using var test = new TestCgroup();
        test.Cgroup.Apply(CgroupCreateTests.Writes(
            test,
            ("devices", "devices.deny", "a"), ("devices", "devices.allow", "c 1:3 rwm"),
            ("devices", "devices.allow", "b *:* m")));
        Assert.Equal("c 1:3 rwm\nb *:* m", test.Read("devices", "devices.list"));
    }

    [Fact]
    public void A_refused_value_names_file_value_and_field()
    {
        using var test = new TestCgroup();
        CgroupWrite write = CgroupCreateTests.Write(test, "pids", "pids.max", "many", "$.linux.resources.pids.limit");
        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Apply([write]));
        Assert.EndsWith("\"many\", 4) /* $.linux.resources.pids.limit */ = EINVAL (Invalid argument)", refused.Message);
        Assert.Contains($"\"{test.PathOf("pids")}/pids.max\"", refused.Message);
    }

    [Fact]
    public void A_file_this_kernel_does_not_have_is_named_with_the_field()
    {
        using var test = new TestCgroup();
        CgroupWrite write =
            CgroupCreateTests.Write(test, "blkio", "blkio.leaf_weight", "10", "$.linux.resources.blockIO.leafWeight");
        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Apply([write]));
        Assert.Equal(
            $"openat(AT_FDCWD, \"{test.PathOf("blkio")}/blkio.leaf_weight\", O_WRONLY|O_CLOEXEC) "
            + "/* $.linux.resources.blockIO.leafWeight: this kernel has no such setting */ = ENOENT (No such file or directory)",
            refused.Message);
    }

    [Fact]
    public void A_v2_file_without_its_controller_says_that_the_parents_do_not_hand_it_down()
    {
        using var test = new TestCgroup();
        CgroupWrite write = new()
        {
            Hierarchy = CgroupHierarchy.UnifiedName,
            File = "memory.max",
            Value = "1",
            Field = "$.linux.resources.memory.limit",
        };
        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Apply([write]));
        Assert.Contains("$.linux.resources.memory.limit: the parent cgroups do not hand down the memory controller",
            refused.Message);
    }

    [Fact]
    public void An_optional_write_is_passed_over_and_those_after_it_are_made()
    {
        using var test = new TestCgroup();
        CgroupWrite[] writes =
        [
            CgroupCreateTests.Write(test, "memory", "memory.no_such", "1", "a field") with { Optional = true },
            .. CgroupCreateTests.Writes(test, ("pids", "pids.max", "5")),
        ];
        test.Cgroup.Apply(writes);
        Assert.Equal("5", test.Read("pids", "pids.max"));
    }

    [Fact]
    public void The_other_file_is_written_where_the_first_is_missing_and_only_there()
    {
        using var test = new TestCgroup();
        CgroupWrite shares = CgroupCreateTests.Write(test, "cpu", "cpu.shares", "500", "a field");
        CgroupWrite quota = CgroupCreateTests.Write(test, "cpu", "cpu.cfs_quota_us", "30000", "a field");
        test.Cgroup.Apply([shares with { File = "cpu.no_such", Otherwise = shares }, quota with
        {
            Otherwise = shares with { Value = "600" },
        }]);
        Assert.Equal("500", test.Read("cpu", "cpu.shares"));
        Assert.Equal("30000", test.Read("cpu", "cpu.cfs_quota_us"));
    }

    [Fact]
    public void A_memory_limit_below_the_usage_says_so()
    {
        using var test = new TestCgroup();
        using var shell =
            new GatedShell("read more; a=$(busybox head -c 20000000 /dev/zero | busybox tr '\\0' x); read more");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        shell.Go();
        Assert.True(System.Threading.SpinWait.SpinUntil(() => test.Cgroup.MemoryUsage > 16_000_000, 10_000),
            $"{test.Cgroup.MemoryUsage}");

        CgroupWrite[] writes = [.. CgroupCreateTests.Writes(test, ("memory", "memory.limit_in_bytes", "1048576"))];
        // The kernel swaps or drops what it can; what a process holds in anonymous memory without swap it cannot.
        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Apply([.. writes.Take(1)]));
        Assert.Contains("more memory than that is in use */ = EBUSY", refused.Message);
    }
}
