// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;
using Mono.Unix.Native;

namespace Husk.LabKernel.CgroupV2;

/// <summary>What a container sees and owns of the one hierarchy.</summary>
public sealed class ViewTests : ConformanceTest
{
    private static readonly string[] Writable = ["nosuid", "noexec", "nodev", "rw"];

    [ContainerFact]
    public void With_a_cgroup_namespace_its_own_cgroup_is_the_root()
    {
        Result result = Container(spec => spec.Namespace("cgroup")
            .Shell("cat /proc/self/cgroup; cat /sys/fs/cgroup/cgroup.type")).Run().Succeeded();
        Assert.Equal("0::/\ndomain\n", result.Stdout);
    }

    [ContainerFact]
    public void Without_a_cgroup_namespace_the_host_path_is_seen()
    {
        Container container = Container(spec => spec.WithoutNamespace("cgroup").Shell("cat /proc/self/cgroup"));
        Assert.Equal($"0::{container.CgroupsPath}\n", container.Run().Succeeded().Stdout);
    }

    /// <summary>opencontainers/runc issue 5258: a mount from the initial namespace resets what the host's
    /// has.</summary>
    [ContainerTheory(RuncDiffers = "mounts cgroup2 anew from the host's cgroup namespace (issue 5258)")]
    [InlineData(false)]
    [InlineData(true)]
    public void The_hosts_nsdelegate_stays(bool joinsHost)
    {
        Assert.Contains("nsdelegate", Options(), StringComparison.Ordinal);
        string before = Options();
        Container(spec =>
        {
            spec.WithoutNamespace("cgroup");
            if (joinsHost)
            {
                spec.Namespace("cgroup", "/proc/1/ns/cgroup");
            }
        }).Run().Succeeded();
        Assert.Equal(before, Options());
    }

    [ContainerFact(RuncDiffers = "has lost nsdelegate by then (issue 5258)")]
    public void A_writable_mount_lets_root_make_cgroups_within_its_limits() =>
        Container(spec => spec.Namespace("cgroup").WithoutMount("/sys/fs/cgroup")
            .Mount("/sys/fs/cgroup", "cgroup", "cgroup", Writable)
            .Shell("""
                mkdir /sys/fs/cgroup/init && echo 0 > /sys/fs/cgroup/init/cgroup.procs &&
                echo +memory > /sys/fs/cgroup/cgroup.subtree_control && mkdir /sys/fs/cgroup/child &&
                echo 1048576 > /sys/fs/cgroup/child/memory.max && ! echo max > /sys/fs/cgroup/memory.max
                """)).Run().Succeeded();

    /// <summary>runtime-spec config-linux.md, "Cgroup ownership".</summary>
    [ContainerTheory(RuncDiffers = "1.1 gives the cgroup away with the systemd driver only")]
    [InlineData(true, 100000u)]
    [InlineData(false, 0u)]
    public void The_root_of_a_user_namespace_owns_what_is_safe_to_own(bool writable, uint owner)
    {
        Container container = Container(spec => spec.UserNamespace().Namespace("cgroup").WithoutMount("/sys/fs/cgroup")
            .Mount("/sys/fs/cgroup", "cgroup", "cgroup", [.. Writable[..3], writable ? "rw" : "ro"])).RunSleeping();
        Assert.Equal(owner, Owner(container, ""));
        Assert.All(File.ReadAllLines("/sys/kernel/cgroup/delegate")
            .Where(file => File.Exists(container.CgroupFile("unified", file))),
            file => Assert.Equal(owner, Owner(container, file)));
        Assert.Equal(0u, Owner(container, "memory.max"));
        Assert.Equal(0u, Owner(container, "cgroup.freeze"));
    }

    [ContainerFact(RuncDiffers = "1.1 gives the cgroup away with the systemd driver only")]
    public void A_user_namespace_may_make_cgroups_where_it_owns_them() =>
        Container(spec => spec.UserNamespace().Namespace("cgroup").WithoutMount("/sys/fs/cgroup")
            .Mount("/sys/fs/cgroup", "cgroup", "cgroup", Writable)
            .Shell("mkdir /sys/fs/cgroup/child && echo 0 > /sys/fs/cgroup/child/cgroup.procs")).Run().Succeeded();

    private static uint Owner(Container container, string file)
    {
        Assert.Equal(0, Syscall.stat(container.CgroupFile("unified", file), out Stat stat));
        return stat.st_uid;
    }

    private static string Options() => File.ReadAllLines("/proc/self/mountinfo")
        .First(line => line.Contains(" - cgroup2 ", StringComparison.Ordinal));
}
