// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupLayoutTests
{
    private static CgroupLayout From(string procCgroup, string mountInfo, string controllers = "") => CgroupLayout.From(
        ProcCgroup.Parse(Encoding.UTF8.GetBytes(procCgroup)),
        Encoding.UTF8.GetBytes(mountInfo),
        _ => controllers.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Text(CgroupHierarchy hierarchy) =>
        $"{hierarchy.Name} at {hierarchy.MountPoint} in {hierarchy.Own} [{string.Join(' ', hierarchy.Controllers)}]";

    [Fact]
    public void A_v2_host_has_one_hierarchy()
    {
        CgroupLayout layout = From(
            "0::/user.slice/user-1000.slice/session-2.scope\n",
            "26 22 0:23 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot\n",
            "cpuset cpu io memory hugetlb pids rdma misc");
        Assert.Equal(CgroupVersion.V2, layout.Version);
        Assert.Equal(
            ["unified at /sys/fs/cgroup in /user.slice/user-1000.slice/session-2.scope [cpuset cpu io memory hugetlb pids rdma misc]"],
            layout.Hierarchies.Select(Text));
        Assert.Same(layout.Unified, layout.Find("io"));
        Assert.Null(layout.Find("devices"));
    }

    [Fact]
    public void A_v1_host_has_controllers_together_under_the_names_of_the_mounts()
    {
        CgroupLayout layout = From(
            "11:net_prio,net_cls:/\n4:cpuacct,cpu:/system.slice/sshd.service\n3:memory:/system.slice/sshd.service\n1:name=systemd:/system.slice/sshd.service\n",
            """
            24 17 0:19 / /sys/fs/cgroup ro,nosuid,nodev,noexec shared:8 - tmpfs tmpfs ro,mode=755
            25 24 0:20 / /sys/fs/cgroup/systemd rw,nosuid shared:9 - cgroup cgroup rw,xattr,release_agent=/usr/lib/systemd/systemd-cgroups-agent,name=systemd
            28 24 0:24 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid shared:12 - cgroup cgroup rw,cpuacct,cpu
            29 24 0:25 / /sys/fs/cgroup/memory rw,nosuid shared:13 - cgroup cgroup rw,memory
            30 24 0:26 / /sys/fs/cgroup/net_cls,net_prio rw,nosuid shared:14 - cgroup cgroup rw,net_prio,net_cls

            """);
        Assert.Equal(CgroupVersion.V1, layout.Version);
        Assert.Equal(
            [
                "net_prio,net_cls at /sys/fs/cgroup/net_cls,net_prio in / [net_prio net_cls]",
                "cpuacct,cpu at /sys/fs/cgroup/cpu,cpuacct in /system.slice/sshd.service [cpuacct cpu]",
                "memory at /sys/fs/cgroup/memory in /system.slice/sshd.service [memory]",
                "name=systemd at /sys/fs/cgroup/systemd in /system.slice/sshd.service []",
            ],
            layout.Hierarchies.Select(Text));
        Assert.Null(layout.Unified);
        Assert.Equal("cpuacct,cpu", layout.Find("cpu")!.Name);
    }

    [Fact]
    public void A_hybrid_host_has_v2_last_with_the_controllers_v1_left_over()
    {
        CgroupLayout layout = From(
            "2:pids:/\n1:name=systemd:/init.scope\n0::/init.scope\n",
            """
            31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
            32 31 0:41 / /sys/fs/cgroup/unified rw,nosuid shared:9 - cgroup2 cgroup2 rw
            33 31 0:42 / /sys/fs/cgroup/systemd rw,nosuid shared:10 - cgroup cgroup rw,xattr,name=systemd
            34 31 0:43 / /sys/fs/cgroup/pids rw,nosuid shared:11 - cgroup cgroup rw,pids

            """,
            "hugetlb rdma");
        Assert.Equal(CgroupVersion.Hybrid, layout.Version);
        Assert.Equal(
            [
                "pids at /sys/fs/cgroup/pids in / [pids]",
                "name=systemd at /sys/fs/cgroup/systemd in /init.scope []",
                "unified at /sys/fs/cgroup/unified in /init.scope [hugetlb rdma]",
            ],
            layout.Hierarchies.Select(Text));
    }

    [Fact]
    public void In_a_container_that_sees_only_its_own_part_of_a_hierarchy_its_own_cgroup_is_the_mount()
    {
        CgroupLayout layout = From(
            "3:memory:/docker/7a3f/inner\n2:pids:/docker/7a3f\n",
            """
            614 613 0:29 /docker/7a3f /sys/fs/cgroup/memory ro,nosuid master:14 - cgroup cgroup rw,memory
            615 613 0:30 /docker/7a3f /sys/fs/cgroup/pids ro,nosuid master:15 - cgroup cgroup rw,pids

            """);
        Assert.Equal(
            ["memory at /sys/fs/cgroup/memory in /inner [memory]", "pids at /sys/fs/cgroup/pids in / [pids]"],
            layout.Hierarchies.Select(Text));
    }

    [Fact]
    public void Of_several_mounts_the_first_counts_and_escapes_in_paths_are_undone()
    {
        CgroupLayout layout = From(
            "2:pids:/\n",
            """
            34 31 0:43 / /mnt/cgroup\040v1/pids rw - cgroup cgroup rw,pids
            35 31 0:43 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids

            """);
        Assert.Equal(["pids at /mnt/cgroup v1/pids in / [pids]"], layout.Hierarchies.Select(Text));
    }

    [Fact]
    public void A_named_v1_hierarchy_that_somebody_mounts_beside_v2_does_not_make_the_host_hybrid()
    {
        CgroupLayout layout = From(
            "1:name=elogind:/\n0::/\n",
            """
            26 22 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw
            40 22 0:50 / /run/elogind rw - cgroup cgroup rw,name=elogind

            """,
            "memory pids");
        Assert.Equal(CgroupVersion.V2, layout.Version);
        Assert.Equal(["unified at /sys/fs/cgroup in / [memory pids]"], layout.Hierarchies.Select(Text));
    }

    [Fact]
    public void The_usual_places_and_the_mount_table_of_this_host_say_the_same()
    {
        CgroupLayout slow = CgroupLayout.From(
            ProcCgroup.Parse(File.ReadAllBytes("/proc/self/cgroup")), File.ReadAllBytes("/proc/self/mountinfo"),
            Controllers.Of);
        CgroupLayout fast = CgroupLayout.Read();
        Assert.Equal(slow.Version, fast.Version);
        Assert.Equal(slow.Hierarchies.Select(Text), fast.Hierarchies.Select(Text));
    }

    [Fact]
    public void Every_cgroup_of_this_process_is_a_directory_where_the_layout_says()
    {
        foreach (CgroupHierarchy hierarchy in CgroupLayout.Read().Hierarchies)
        {
            string[] inside = File.ReadAllLines(hierarchy.MountPoint + hierarchy.Own + "/cgroup.procs");
            Assert.Contains($"{Environment.ProcessId}", inside);
        }
    }

    [Fact]
    public void A_path_with_colons_is_read_whole()
    {
        List<ProcCgroup> lines = ProcCgroup.Parse("0::/a:b:c\n7:cpu,cpuacct:/x\n"u8);
        Assert.Equal([new ProcCgroup(0, "", "/a:b:c"), new ProcCgroup(7, "cpu,cpuacct", "/x")], lines);
    }

    [Theory]
    [InlineData("nonsense\n")]
    [InlineData("1:only\n")]
    [InlineData("x::/\n")]
    [InlineData("\n")]
    public void A_line_that_is_not_of_three_parts_is_refused(string line) =>
        Assert.Throws<FormatException>(() => ProcCgroup.Parse(Encoding.UTF8.GetBytes(line)));
}
