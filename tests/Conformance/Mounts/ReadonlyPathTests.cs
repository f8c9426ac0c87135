// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>runtime-spec, config-linux.md "Readonly Paths".</summary>
public sealed class ReadonlyPathTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("/file", true, "EROFS")]
    [InlineData("/file", false, null)]
    [InlineData("/directory", true, "EROFS")]
    [InlineData("/directory", false, null)]
    [InlineData("/directory/below", true, "EROFS")]
    public void A_readonly_path_cannot_be_written(string path, bool listed, string? errno)
    {
        JsonNode seen = Access(path, listed ? ["/file", "/directory"] : []);
        Assert.Equal((null, errno), ((string?)seen["read"], (string?)seen["write"]));
    }

    [ContainerFact]
    public void Its_content_can_be_read() => Assert.Equal(7, (int)Access("/file", ["/file"])["bytes"]!);

    [ContainerFact]
    public void A_readonly_path_that_does_not_exist_is_no_error() =>
        Container(spec => spec.Set("linux.readonlyPaths", Spec.Texts(["/no/such/path"])).Args("/bin/true")).Run()
            .Succeeded();

    [ContainerFact]
    public void A_mount_keeps_its_own_flags_when_it_becomes_readonly()
    {
        MountFact mount = Facts(spec => spec.Mount("/mnt", "tmpfs", "tmpfs", "nosuid", "nodev", "noexec")
            .Set("linux.readonlyPaths", Spec.Texts(["/mnt"]))).Mount("/mnt");
        Assert.True(mount.Has("ro") && mount.Has("nosuid") && mount.Has("nodev") && mount.Has("noexec"),
            string.Join(' ', mount.Options));
    }

    [ContainerFact]
    public void A_mount_below_a_readonly_path_stays_as_it_is()
    {
        Container container = Container(spec => spec.Mount("/directory/below", "tmpfs", "tmpfs")
            .Set("linux.readonlyPaths", Spec.Texts(["/directory"]))
            .Shell("touch /directory/below/file && echo written"));
        Assert.Equal("written\n", container.Run().Stdout);
    }

    [ContainerTheory]
    [InlineData("/proc/bus")]
    [InlineData("/proc/fs")]
    [InlineData("/proc/irq")]
    [InlineData("/proc/sys")]
    public void The_default_spec_keeps_the_kernels_switches_readonly(string path) =>
        Assert.Contains("ro", Facts().Mount(path).Options);

    [ContainerFact]
    public void A_sysctl_below_a_readonly_path_cannot_be_opened_for_writing()
    {
        const string Path = "/proc/sys/kernel/shm_rmid_forced";
        Assert.Equal("EROFS", (string?)Container(spec => spec.Args("/bin/probe", "access", Path)).Run().Succeeded()
            .Json()[Path]!["write"]);
    }

    private JsonNode Access(string path, string[] readonlyPaths)
    {
        Container container = Container(spec => spec.Set("root.readonly", false)
            .Set("linux.readonlyPaths", Spec.Texts(readonlyPaths)).Args("/bin/probe", "access", path));
        File.WriteAllText(container.InRootfs("/file"), "content");
        Directory.CreateDirectory(container.InRootfs("/directory/below"));
        return container.Run().Succeeded().Json()[path]!;
    }
}
