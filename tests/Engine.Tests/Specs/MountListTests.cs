// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Engine.Containers.Specs;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Tests.Specs;

public sealed class MountListTests
{
    [Fact]
    public void Mounts_come_after_the_standard_ones_the_upper_ones_first()
    {
        Mount[] mounts = With(Bind("/a/b/c"), Bind("/z"), Bind("/a")).Mounts;
        Assert.Equal(["/z", "/a", "/a/b/c"], mounts.Skip(7).Select(one => one.Destination));
    }

    [Fact]
    public void A_mount_replaces_the_standard_one_at_its_place()
    {
        Mount mount = Assert.Single(With(Bind("/sys")).Mounts, one => one.Destination == "/sys");
        Assert.Equal("/host/sys", mount.Source);
    }

    [Fact]
    public void A_mount_at_dev_replaces_all_that_is_below() =>
        Assert.Equal(["/dev"],
            With(Bind("/dev")).Mounts.Select(one => one.Destination)
            .Where(path => path.StartsWith("/dev", StringComparison.Ordinal)));

    [Theory]
    [InlineData("", "noexec,nosuid,nodev,rprivate")]
    [InlineData("size=64m,mode=1777", "noexec,nosuid,nodev,rprivate,size=64m,mode=1777")]
    [InlineData("exec,size=1m,size=2m", "nosuid,nodev,rprivate,exec,size=2m")]
    [InlineData("ro,uid=1000", "noexec,nosuid,nodev,rprivate,ro,uid=1000")]
    public void A_tmpfs_is_safe_unless_it_is_told_otherwise(string options, string merged)
    {
        Mount mount = Request.Spec(new HostConfig { Tmpfs = new Dictionary<string, string> { ["/run/"] = options } }).Mounts.Single(one => one.Destination == "/run");
        Assert.Equal(("tmpfs", merged), (mount.Type, string.Join(',', mount.Options)));
    }

    [Fact]
    public void A_tmpfs_has_only_options_of_a_tmpfs()
    {
        var failure = Assert.Throws<EngineException>(
            () => Request.Spec(new HostConfig { Tmpfs = new Dictionary<string, string> { ["/run"] = "sizee=1" } }));
        Assert.Equal("invalid tmpfs option [\"sizee=1\"]", failure.Message);
    }

    [Fact]
    public void The_files_of_the_network_are_bound_unless_the_user_has_his_own()
    {
        SpecRequest request = Request.Of() with
        {
            HostsFile = "/c/hosts",
            HostnameFile = "/c/hostname",
            ResolvConfFile = "/c/resolv.conf",
        };
        Assert.Equal(
            "/c/hosts", SpecBuilder.Build(request).Mounts.Single(one => one.Destination == "/etc/hosts").Source);
        Assert.Equal(
            "/c/hostname", SpecBuilder.Build(request).Mounts.Single(one => one.Destination == "/etc/hostname").Source);
        Assert.Equal("/c/resolv.conf",
            SpecBuilder.Build(request).Mounts.Single(one => one.Destination == "/etc/resolv.conf").Source);
        request = request with { Container = request.Container with { Mounts = [Bind("/etc/hosts")] } };
        Assert.Equal(
            "/host/etc/hosts", SpecBuilder.Build(request).Mounts.Single(one => one.Destination == "/etc/hosts").Source);
    }

    [Fact]
    public void With_a_read_only_root_only_what_is_the_containers_own_stays_writable()
    {
        SpecRequest request = Request.Of(new HostConfig { ReadonlyRootfs = true }) with { HostsFile = "/c/hosts" };
        request = request with { Container = request.Container with { Mounts = [Bind("/data")] } };
        RuntimeSpec spec = SpecBuilder.Build(request);
        Assert.True(spec.Root!.Readonly);
        Assert.Equal(
            ["/data", "/dev", "/dev/mqueue", "/dev/pts", "/dev/shm", "/proc"],
            spec.Mounts.Where(one => !one.Options.Contains("ro")).Select(one => one.Destination).Order());
        Assert.False(Request.Spec().Root!.Readonly);
    }

    [Theory]
    [InlineData("rprivate", "")]
    [InlineData("rslave", "rslave")]
    [InlineData("shared", "shared")]
    public void What_shall_arrive_through_a_mount_must_reach_the_root(string propagation, string root) =>
        Assert.Equal(root, With(Bind("/a") with { Options = ["rbind", propagation] }).Linux!.RootfsPropagation);

    private static MountPoint Bind(string destination) =>
        new()
        {
            Type = "bind",
            Source = "/host" + destination,
            Destination = destination,
            Options = ["rbind", "rprivate"],
        };

    private static RuntimeSpec With(params MountPoint[] mounts)
    {
        SpecRequest request = Request.Of();
        return SpecBuilder.Build(request with { Container = request.Container with { Mounts = mounts } });
    }
}
