// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

/// <summary>Writes to a cgroup in use, all of them or none.</summary>
public class CgroupChangeTests
{
    [Fact]
    public void All_are_made_when_none_is_refused()
    {
        using var test = new TestCgroup();
        test.Cgroup.Change(
            [Write(test, "pids", "pids.max", "17"), Write(test, "memory", "memory.limit_in_bytes", "104857600")]);
        Assert.Equal(
            ("17", "104857600"), (test.Read("pids", "pids.max"), test.Read("memory", "memory.limit_in_bytes")));
    }

    [Fact]
    public void Those_before_one_that_is_refused_are_taken_back()
    {
        using var test = new TestCgroup();
        (string Controller, string File, string New)[] rows =
        [
            ("pids", "pids.max", "17"),
            ("memory", "memory.limit_in_bytes", "104857600"),
            ("memory", "memory.memsw.limit_in_bytes", "209715200"),
            ("memory", "memory.oom_control", "1"),
            ("cpu", "cpu.shares", "99"),
            ("cpu", "cpu.idle", "1"),
            ("cpu", "cpu.cfs_quota_us", "12000"),
        ];
        test.Cgroup.Apply([Write(test, "cpu", "cpu.shares", "555")]);
        string[] before = [.. rows.Select(row => test.Read(row.Controller, row.File))];
        CgroupWrite[] writes = [.. rows.Select(row => Write(test, row.Controller, row.File, row.New)),
            Write(test, "cpu", "cpu.cfs_period_us", "1")];

        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Change(writes));

        Assert.Contains("cpu.cfs_period_us", refused.Message);
        Assert.Equal(before, rows.Select(row => test.Read(row.Controller, row.File)));
    }

    [Fact]
    public void All_are_taken_back_when_what_comes_then_fails()
    {
        using var test = new TestCgroup();
        Assert.Throws<TimeoutException>(() => test.Cgroup.Change(
            [Write(test, "pids", "pids.max", "17")],
            () =>
            {
                Assert.Equal("17", test.Read("pids", "pids.max"));
                throw new TimeoutException();
            }));
        Assert.Equal("max", test.Read("pids", "pids.max"));
    }

    [Theory]
    [InlineData("pids.max", "7", "max", "max")]
    [InlineData("cpu.max", "1000 2000", "max 100000", "max 100000")]
    [InlineData("cpuset.cpus", "0", "", "\n")]
    [InlineData("memory.oom_control", "1", "oom_kill_disable 0\nunder_oom 0\noom_kill 3", "0")]
    [InlineData("io.weight", "50", "default 100\n8:0 200", "default 100")]
    [InlineData("io.weight", "8:0 50", "default 100\n8:0 200", "8:0 200")]
    [InlineData("io.weight", "8:16 50", "default 100\n8:0 200", "8:16 default")]
    [InlineData(
        "io.max", "8:0 rbps=5", "8:0 rbps=7 wbps=max riops=max wiops=max", "8:0 rbps=7 wbps=max riops=max wiops=max")]
    [InlineData("io.max", "8:0 rbps=5", "", "8:0 rbps=max wbps=max riops=max wiops=max")]
    [InlineData("blkio.throttle.read_bps_device", "8:0 5", "8:0 7\n8:16 9", "8:0 7")]
    [InlineData("blkio.throttle.read_bps_device", "8:1 5", "8:16 9", "8:1 0")]
    [InlineData("rdma.max", "mlx hca_handle=2", "mlx hca_handle=max hca_object=5", "mlx hca_handle=max hca_object=5")]
    [InlineData("rdma.max", "mlx hca_handle=2", "", "mlx hca_handle=max hca_object=max")]
    [InlineData("net_prio.ifpriomap", "lo 4", "lo 0\neth0 1", "lo 0")]
    [InlineData("some.file", "1", "two\nlines", null)]
    public void What_undoes_a_write_is_read_from_the_file(string file, string value, string content, string? undo) =>
        Assert.Equal(undo, CgroupFile.Restoring(file, value, content));

    private static CgroupWrite Write(TestCgroup test, string controller, string file, string value) => new()
    {
        Hierarchy = test.Layout.Find(controller)!.Name,
        File = file,
        Value = value,
        Field = file,
    };
}
