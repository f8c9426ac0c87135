// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>The mounts of the default spec, as the container's own mountinfo has them.</summary>
public sealed class DefaultMountTests(DefaultContainerRun run) : IClassFixture<DefaultContainerRun>
{
    [ContainerTheory]
    [InlineData("/proc", "proc", "rw relatime", "nosuid nodev noexec ro")]
    [InlineData("/dev", "tmpfs", "rw nosuid", "nodev noexec relatime noatime ro")]
    [InlineData("/dev/pts", "devpts", "rw nosuid noexec relatime", "nodev ro")]
    [InlineData("/dev/shm", "tmpfs", "rw nosuid nodev noexec relatime", "ro")]
    [InlineData("/dev/mqueue", "mqueue", "rw nosuid nodev noexec relatime", "ro")]
    [InlineData("/sys", "sysfs", "ro nosuid nodev noexec relatime", "rw")]
    public void Each_mount_has_its_type_and_flags(string point, string type, string set, string unset)
    {
        MountFact mount = run.Facts.Mount(point);
        Assert.Equal(type, mount.Type);
        Assert.All(set.Split(' '), flag => Assert.Contains(flag, mount.Options));
        Assert.All(unset.Split(' '), flag => Assert.DoesNotContain(flag, mount.Options));
    }

    [ContainerTheory]
    [InlineData("/dev", "size=65536k mode=755")]
    [InlineData("/dev/pts", "gid=5 mode=620 ptmxmode=666")]
    [InlineData("/dev/shm", "size=65536k")]
    public void Each_mount_has_its_file_systems_options(string point, string options) =>
        Assert.All(options.Split(' '), option => Assert.Contains(option, run.Facts.Mount(point).SuperOptions));

    [ContainerTheory]
    [InlineData("/dev/shm", 0x3ff)]
    [InlineData("/dev/mqueue", 0x3ff)]
    [InlineData("/dev/pts", 0x1ed)]
    public void Each_mounts_root_has_its_mode(string path, int mode) =>
        Assert.Equal(mode, (int)run.Facts.Device(path)!["mode"]!);

    [ContainerFact]
    public void The_root_is_the_bundles_rootfs_read_only()
    {
        MountFact root = run.Facts.Mount("/");
        Assert.EndsWith($"/{run.Container.Id}/rootfs", root.Root, System.StringComparison.Ordinal);
        Assert.Contains("ro", root.Options);
    }

    [ContainerFact]
    public void Nothing_of_the_hosts_mounts_is_left_in_the_container()
    {
        string[] expected = ["/", "/proc", "/dev", "/sys"];
        Assert.All(run.Facts.Mounts, mount => Assert.Contains(expected,
            point => mount.Point == point
                || (point != "/" && mount.Point.StartsWith(point + "/", System.StringComparison.Ordinal))));
    }

    [ContainerFact]
    public void No_mount_is_shared_with_the_host() =>
        Assert.All(run.Facts.Mounts, mount => Assert.DoesNotContain(mount.Propagation,
            field => field.StartsWith("shared:", System.StringComparison.Ordinal)));

    [ContainerFact]
    public void Cgroups_are_read_only_and_show_the_containers_own()
    {
        MountFact[] cgroups = [.. run.Facts.Mounts.Where(mount => mount.Type is "cgroup" or "cgroup2")];
        Assert.NotEmpty(cgroups);
        Assert.All(cgroups, mount => Assert.True(mount.Has("ro") && mount.Has("nosuid") && mount.Has("nodev")
            && mount.Has("noexec"), mount.Point));

        // The default spec of a host with cgroup v2 has a cgroup namespace: then the container's own is the root.
        string root = run.Container.Spec.HasNamespace("cgroup") ? "/" : run.Container.CgroupsPath;
        Assert.All(cgroups,
            mount => Assert.EndsWith(root, mount.Root, System.StringComparison.Ordinal));
    }

    [ContainerFact]
    public void Every_controller_of_a_v1_host_is_mounted()
    {
        string[] points =
            [.. run.Facts.Mounts.Where(mount => mount.Type == "cgroup").SelectMany(mount => mount.SuperOptions)];
        Assert.All(HostCgroups.Controllers, controller => Assert.Contains(controller, points));
    }
}
