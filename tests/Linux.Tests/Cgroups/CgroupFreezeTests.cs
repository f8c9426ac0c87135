// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using System.Threading;
using Husk.Linux.Cgroups;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupFreezeTests
{
    /// <summary>
    /// On a host with both, once with both, which takes v2's way, and once as a host with v1 only would.
    /// </summary>
    public static TheoryData<bool> Versions => [true, false];

    private static Cgroup Of(TestCgroup test, bool unified) => unified
        ? test.Cgroup
        : Cgroup.Open(test.Cgroup.Paths.Where(path => path.Key != CgroupHierarchy.UnifiedName), []);

    private static void Await(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(10)));

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_frozen_process_stands_still_until_it_is_thawed(bool unified)
    {
        using var test = new TestCgroup();
        string file = Path.GetTempFileName();
        using var shell = new GatedShell($"while :; do echo >> {file}; done");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        Await(() => new FileInfo(file).Length > 0);

        Cgroup cgroup = Of(test, unified);
        Assert.Equal(FreezerState.Thawed, cgroup.State);
        cgroup.Freeze();
        Assert.Equal(FreezerState.Frozen, cgroup.State);
        long length = new FileInfo(file).Length;
        Thread.Sleep(100);
        Assert.Equal(length, new FileInfo(file).Length);

        cgroup.Thaw();
        Assert.Equal(FreezerState.Thawed, cgroup.State);
        Await(() => new FileInfo(file).Length > length);
        File.Delete(file);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_process_that_forks_all_the_time_freezes(bool unified)
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("while :; do (:) & (:) & wait; done");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        Cgroup cgroup = Of(test, unified);
        for (int round = 0; round < 10; round++)
        {
            cgroup.Freeze();
            Assert.Equal(FreezerState.Frozen, cgroup.State);
            var frozen = cgroup.Processes().Order().ToArray();
            Thread.Sleep(5);
            Assert.Equal(frozen, cgroup.Processes().Order());
            cgroup.Thaw();
        }
    }

    [Fact]
    public void A_cgroup_that_goes_while_its_events_are_read_says_nothing()
    {
        using var test = new TestCgroup();
        string directory =
            Directory.CreateDirectory(test.Cgroup.PathIn(CgroupHierarchy.UnifiedName) + "/below").FullName;
        using OwnedFd events = At.Open(BorrowedFd.Cwd, directory + "/cgroup.events", O_RDONLY);
        Assert.False(CgroupEvents.Says(events, "populated 1"u8));
        Directory.Delete(directory);
        Assert.Null(CgroupEvents.Says(events, "populated 1"u8));
    }

    [Fact]
    public void A_cgroup_that_v1_froze_is_frozen_whatever_v2_says()
    {
        using var test = new TestCgroup();
        File.WriteAllText(test.Cgroup.PathIn("freezer") + "/freezer.state", "FROZEN");
        Assert.Equal(FreezerState.Frozen, test.Cgroup.State);
        test.Cgroup.Thaw();
        Assert.Equal("THAWED", test.Read("freezer", "freezer.state"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kill_ends_every_process_below_too_and_those_that_fork(bool unified)
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("while :; do busybox sleep 60 & busybox usleep 1000; done");
        test.Cgroup.Attach(shell.Pid);
        string below = Directory.CreateDirectory(test.PathOf("pids") + "/below").FullName;
        shell.Go();
        Await(() => test.Cgroup.Processes().Count > 20);

        Of(test, unified).Kill();
        Assert.True(shell.EndsWithin(TimeSpan.FromSeconds(10)));
        Assert.Equal(128 + 9, shell.ExitCode);
        test.Cgroup.Delete();
        Assert.False(Directory.Exists(below));
        Assert.Empty(test.Left);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Kill_reaches_frozen_processes(bool unified)
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("busybox sleep 60");
        test.Cgroup.Attach(shell.Pid);
        Cgroup cgroup = Of(test, unified);
        cgroup.Freeze();
        cgroup.Kill();
        Assert.True(shell.EndsWithin(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Delete_waits_for_a_process_that_is_about_to_exit()
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("busybox usleep 300000");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        test.Cgroup.Delete();
        Assert.Empty(test.Left);
    }

    [Fact]
    public void Delete_of_v1_alone_waits_too()
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("busybox usleep 300000");
        test.Cgroup.Attach(shell.Pid);
        shell.Go();
        string unified = test.PathOf("");
        Cgroup v1 = Cgroup.Open(
            test.Cgroup.Paths.Where(path => path.Value != unified), test.Cgroup.Made.Where(made => made != unified));
        v1.Delete();
        Assert.Equal([unified], test.Left);
    }

    [Fact]
    public void Delete_gives_up_on_a_process_that_stays_and_clears_the_other_hierarchies()
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("true");
        Assert.NotEmpty(test.Cgroup.Paths);
        File.WriteAllText(test.PathOf("pids") + "/cgroup.procs", $"{shell.Pid}");
        var refused = Assert.Throws<SyscallException>(test.Cgroup.Delete);
        Assert.EndsWith($"{test.PathOf("pids")}\", AT_REMOVEDIR) /* 1 process(es) are still in it */ = EBUSY (Device or resource busy)", refused.Message);
        Assert.Equal([test.PathOf("pids")], test.Left);
        shell.Finish();
    }
}
