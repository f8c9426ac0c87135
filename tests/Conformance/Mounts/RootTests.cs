// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>runtime-spec, config.md "Root".</summary>
public sealed class RootTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData(true, "EROFS")]
    [InlineData(false, null)]
    public void Readonly_decides_whether_the_root_can_be_written(bool value, string? errno)
    {
        Result result =
            Container(spec => spec.Set("root.readonly", value).Args("/bin/probe", "access", "/")).Run().Succeeded();
        Assert.Equal(errno, (string?)result.Json()["/"]!["write"]);
    }

    [ContainerFact]
    public void Without_readonly_the_root_can_be_written_and_the_host_sees_it()
    {
        Container container = Container(spec => spec.Set("root.readonly", null).Shell("echo written >/file"));
        container.Run().Succeeded();
        Assert.Equal("written\n", container.ReadInRootfs("/file"));
    }

    [ContainerFact]
    public void A_readonly_root_leaves_the_mounts_in_it_writable() =>
        Container(spec => spec.Set("root.readonly", true).Mount("/mnt", "tmpfs", "tmpfs")
            .Shell("touch /mnt/file && touch /dev/shm/file")).Run().Succeeded();

    [ContainerFact]
    public void The_path_may_be_absolute_and_outside_of_the_bundle()
    {
        string elsewhere = Path.Combine(Sandbox.Path, "elsewhere");
        Rootfs.Make(elsewhere);
        Facts facts = Facts(spec => spec.Set("root.path", elsewhere));
        Assert.EndsWith($"/{Sandbox.Name}/elsewhere", facts.Mount("/").Root, System.StringComparison.Ordinal);
    }

    [ContainerFact]
    public void A_relative_path_is_looked_up_in_the_bundle()
    {
        Container container = Container(spec => spec.Set("root.path", "below/other"));
        Rootfs.Make(Path.Combine(container.Bundle, "below/other"));
        Assert.EndsWith("/below/other", container.RunFacts().Mount("/").Root, System.StringComparison.Ordinal);
    }

    [ContainerFact]
    public void The_bundle_is_the_working_directory_if_no_other_is_named()
    {
        Container container = Container();
        container.WriteConfig();
        Sandbox.Begin(new Launch { WorkingDirectory = container.Bundle }, "run", container.Id).Wait().Succeeded();
    }

    [ContainerFact]
    public void The_rootfs_keeps_no_trace_of_the_mounts_but_their_directories()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        container.Run().Succeeded();
        Assert.Empty(Directory.EnumerateFileSystemEntries(container.InRootfs("/proc")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(container.InRootfs("/dev")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(container.InRootfs("/sys")));
    }

    [ContainerFact]
    public void No_directory_of_the_host_is_above_the_root()
    {
        Result result = Container(spec => spec.Shell("ls / && ls /../../..")).Run().Succeeded();
        string[] lines = result.Stdout.Split('\n', System.StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(lines.Take(lines.Length / 2), lines.Skip(lines.Length / 2));
        Assert.Contains("bin", lines);
    }
}
