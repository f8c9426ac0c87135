// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Linux.Capabilities;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

/// <summary>What a container has of which nothing was asked.</summary>
public sealed class DefaultSpecTests
{
    private static readonly RuntimeSpec Spec = Request.Spec();

    [Fact]
    public void It_has_dockers_capabilities_and_no_inheritable_ones()
    {
        Capabilities sets = Spec.Process!.Capabilities!;
        Assert.Equal(0xA80425FBUL, Capability.Parse(sets.Effective, 40).Mask);
        Assert.Equal(sets.Effective, sets.Bounding);
        Assert.Equal(sets.Effective, sets.Permitted);
        Assert.Empty(sets.Inheritable);
        Assert.Empty(sets.Ambient);
    }

    [Fact]
    public void It_has_namespaces_of_its_own_and_the_hosts_cgroups_and_users()
    {
        Assert.Equal(["ipc", "mount", "network", "pid", "uts"], Spec.Linux!.Namespaces.Select(one => one.Type).Order());
        Assert.All(Spec.Linux.Namespaces, one => Assert.Equal("", one.Path));
    }

    [Fact]
    public void Where_cgroup_v2_is_alone_it_has_a_cgroup_namespace_too() =>
        Assert.Contains("cgroup", SpecBuilder.Build(Request.Of() with
        {
            Host = Request.Host with { CgroupUnified = true },
        }).Linux!.Namespaces.Select(one => one.Type));

    [Theory]
    [InlineData("/proc", "proc", "nosuid,noexec,nodev")]
    [InlineData("/dev", "tmpfs", "nosuid,strictatime,mode=755,size=65536k")]
    [InlineData("/dev/pts", "devpts", "nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5")]
    [InlineData("/sys", "sysfs", "nosuid,noexec,nodev,ro")]
    [InlineData("/sys/fs/cgroup", "cgroup", "ro,nosuid,noexec,nodev")]
    [InlineData("/dev/mqueue", "mqueue", "nosuid,noexec,nodev")]
    [InlineData("/dev/shm", "tmpfs", "nosuid,noexec,nodev,mode=1777,size=67108864")]
    public void It_has_the_mounts_that_programs_expect(string destination, string type, string options)
    {
        Mount mount = Assert.Single(Spec.Mounts, one => one.Destination == destination);
        Assert.Equal((type, options), (mount.Type, string.Join(',', mount.Options)));
    }

    [Fact]
    public void It_has_no_other_mounts() => Assert.Equal(7, Spec.Mounts.Length);

    [Fact]
    public void Its_process_is_root_with_a_path_and_the_containers_name()
    {
        Assert.Equal((0u, 0u), (Spec.Process!.User.Uid, Spec.Process.User.Gid));
        Assert.Equal(
            ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOSTNAME=box"], Spec.Process.Env);
        Assert.Equal("/", Spec.Process.Cwd);
        Assert.Equal(["sh"], Spec.Process.Args);
        Assert.False(Spec.Process.NoNewPrivileges);
        Assert.False(Spec.Process.Terminal);
        Assert.Empty(Spec.Process.Rlimits);
        Assert.Equal(0, Spec.Process.OomScoreAdj);
        Assert.Equal("box", Spec.Hostname);
    }

    [Fact]
    public void Only_the_harmless_devices_are_let_through()
    {
        DeviceRule[] rules = Spec.Linux!.Resources!.Devices;
        Assert.Equal((false, "", "rwm"), (rules[0].Allow, rules[0].Type, rules[0].Access));
        Assert.Equal(
            ["1:5", "1:3", "1:9", "1:8", "5:0", "5:1"], rules.Skip(1).Select(rule => $"{rule.Major}:{rule.Minor}"));
        Assert.All(rules.Skip(1), rule => Assert.True(rule.Allow));
        Assert.Empty(Spec.Linux.Devices);
    }

    [Fact]
    public void Nothing_is_limited()
    {
        Resources resources = Spec.Linux!.Resources!;
        Assert.Null(resources.Memory);
        Assert.Null(resources.Cpu);
        Assert.Null(resources.Pids);
        Assert.Null(resources.BlockIo);
    }

    [Fact]
    public void What_tells_of_the_host_is_hidden_and_what_changes_it_is_read_only()
    {
        Assert.Contains("/proc/kcore", Spec.Linux!.MaskedPaths);
        Assert.Contains("/sys/firmware", Spec.Linux.MaskedPaths);
        Assert.Equal(
            ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"], Spec.Linux.ReadonlyPaths);
    }

    [Fact]
    public void Low_ports_and_ping_need_no_capability_in_a_network_of_its_own()
    {
        Assert.Equal("0", Spec.Linux!.Sysctl["net.ipv4.ip_unprivileged_port_start"]);
        Assert.Equal("0 2147483647", Spec.Linux.Sysctl["net.ipv4.ping_group_range"]);
        Assert.Empty(Request.Spec(new HostConfig { NetworkMode = "host" }).Linux!.Sysctl);
        Assert.Empty(Request.Spec(new HostConfig { NetworkMode = "container:x" }).Linux!.Sysctl);
    }

    [Fact]
    public void There_is_a_filter_of_system_calls() =>
        Assert.Equal("SCMP_ACT_ERRNO", Spec.Linux!.Seccomp!.DefaultAction);

    [Theory]
    [InlineData("", "/husk/" + Request.Id)]
    [InlineData("/", "/" + Request.Id)]
    [InlineData("/batch", "/batch/" + Request.Id)]
    [InlineData("batch/night", "/batch/night/" + Request.Id)]
    [InlineData("../../out", "/out/" + Request.Id)]
    public void Its_cgroup_is_below_the_parent(string parent, string path) =>
        Assert.Equal(path, Request.Spec(new HostConfig { CgroupParent = parent }).Linux!.CgroupsPath);

    [Theory]
    [InlineData("", "system.slice:husk:" + Request.Id)]
    [InlineData("batch.slice", "batch.slice:husk:" + Request.Id)]
    public void With_systemd_its_cgroup_is_a_scope(string parent, string path) =>
        Assert.Equal(path, SpecBuilder.CgroupsPath(Request.Id, parent, Request.Host with { CgroupsBySystemd = true }));
}
