// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupAttachTests
{
    [Fact]
    public void Attach_moves_a_process_into_every_hierarchy()
    {
        using var test = new TestCgroup("/inner");
        using var shell = new GatedShell("true");
        test.Cgroup.Attach(shell.Pid);
        foreach (CgroupHierarchy hierarchy in test.Layout.Hierarchies)
            Assert.Equal(test.Top + "/inner", shell.CgroupIn(hierarchy.IsUnified ? "" : hierarchy.Name));
        Assert.Equal([shell.Pid], test.Cgroup.Processes());
    }

    [Fact]
    public void Attach_can_leave_out_the_v2_hierarchy()
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("true");
        string before = shell.CgroupIn("");
        test.Cgroup.Attach(shell.Pid, unified: false);
        Assert.Equal(before, shell.CgroupIn(""));
        Assert.Equal(test.Top, shell.CgroupIn("pids"));
        // It is in no v2 cgroup of the test, so nothing of the test kills it.
        shell.Finish();
    }

    [Fact]
    public void A_process_that_is_gone_is_ESRCH()
    {
        using var test = new TestCgroup();
        int pid;
        using (var shell = new GatedShell("true"))
        {
            pid = shell.Pid;
            shell.Finish();
        }

        var refused = Assert.Throws<SyscallException>(() => test.Cgroup.Attach(pid));
        Assert.EndsWith("= ESRCH (No such process)", refused.Message);
    }

    [Fact]
    public void Processes_are_those_below_too_unless_only_its_own_are_asked_for()
    {
        using var test = new TestCgroup();
        using GatedShell outer = new("true"), inner = new("true");
        test.Cgroup.Attach(outer.Pid);
        string below = System.IO.Directory.CreateDirectory(test.PathOf("") + "/b\u00e9low").FullName;
        System.IO.File.WriteAllText(below + "/cgroup.procs", $"{inner.Pid}");
        Assert.Equal(new[] { outer.Pid, inner.Pid }.Order(), test.Cgroup.Processes().Order());
        Assert.Equal([outer.Pid], test.Cgroup.Processes(recursive: false));
    }
}
