// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Mounts;

/// <summary>
/// runtime-spec, config.md "Mounts", `destination`: where a mount ends up, whatever the rootfs holds at that path.
/// </summary>
public sealed class MountDestinationTests : ConformanceTest
{
    [ContainerFact]
    public void A_missing_directory_is_made()
    {
        Container container = Container(spec => spec.Mount("/new/deep/place", "tmpfs", "tmpfs"));
        Assert.Equal("tmpfs", container.RunFacts().Mount("/new/deep/place").Type);
        Assert.True(Directory.Exists(container.InRootfs("/new/deep/place")));
    }

    [ContainerFact]
    public void For_a_file_a_missing_file_is_made()
    {
        string file = Sandbox.MakeFile("file", "hello");
        Container container = Container(spec => spec.Bind(file, "/new/deep/file").Shell("cat /new/deep/file"));
        Assert.Equal("hello", container.Run().Succeeded().Stdout);
        Assert.Equal("", container.ReadInRootfs("/new/deep/file"));
    }

    [ContainerTheory]
    [InlineData("/target")]
    [InlineData("target")]
    [InlineData("/../../../target")]
    [InlineData("../../../../../target")]
    public void A_symbolic_link_is_followed_inside_the_rootfs(string link)
    {
        Container container = Container(spec => spec.Mount("/link", "tmpfs", "through-the-link"));
        Directory.CreateDirectory(container.InRootfs("/target"));
        File.CreateSymbolicLink(container.InRootfs("/link"), link);
        Assert.Equal("through-the-link", container.RunFacts().Mount("/target").Source);
    }

    [ContainerFact]
    public void A_symbolic_link_on_the_way_is_followed_inside_the_rootfs()
    {
        string outside = Sandbox.MakeDirectory("outside");
        Container container = Container(spec => spec.Mount("/link/below", "tmpfs", "through-the-link"));
        File.CreateSymbolicLink(container.InRootfs("/link"), outside);
        Directory.CreateDirectory(container.InRootfs(outside));
        Facts facts = container.RunFacts();
        Assert.Equal("through-the-link", facts.Mount(outside + "/below").Source);
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
    }

    [ContainerTheory]
    [InlineData("")]
    [InlineData("/below")]
    public void A_dangling_symbolic_link_never_makes_anything_on_the_host(string below)
    {
        string outside = Path.Combine(Sandbox.Path, "outside");
        Container container = Container(spec => spec.Mount("/link" + below, "tmpfs", "through-the-link"));
        File.CreateSymbolicLink(container.InRootfs("/link"), outside);
        Result result = container.Run();
        Assert.False(Directory.Exists(outside));
        if (result.ExitCode == 0)
        {
            Assert.Equal("through-the-link", result.Facts().Mount(outside + below).Source);
        }
    }

    [ContainerFact]
    public void A_bind_onto_a_symbolic_link_to_nowhere_is_where_it_leads()
    {
        string file = Sandbox.MakeFile("bound", "through the link\n");
        Container container = Container(spec => spec.Bind(file, "/link").Shell("cat /made/for/it"));
        File.CreateSymbolicLink(container.InRootfs("/link"), "../made/for/it");
        Assert.Equal("through the link\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact(RuncDiffers = "has no such option")]
    public void A_symbolic_link_can_be_copied_instead_of_what_it_leads_to()
    {
        string link = Path.Combine(Sandbox.Path, "link");
        File.CreateSymbolicLink(link, "/proc/version");
        Container container = Container(
            spec => spec.Bind(link, "/copied/here", "copy-symlink").Shell("readlink /copied/here"));
        Assert.Equal("/proc/version\n", container.Run().Succeeded().Stdout);
        container.Edit(
            spec => spec.WithoutMount("/copied/here").Bind(link, "/bound", "bind").Shell("test -L /bound; echo $?"));
        Assert.Equal("1\n", container.Run().Succeeded().Stdout);
    }

    [ContainerFact(RuncDiffers = "has no such options")]
    public void Neither_the_source_nor_the_destination_need_be_followed()
    {
        string link = Path.Combine(Sandbox.Path, "link");
        File.CreateSymbolicLink(link, "/of-the-host");
        Container container = Container(
            spec => spec.Bind(link, "/link", "src-nofollow", "dest-nofollow").Shell("readlink /link"));
        File.CreateSymbolicLink(container.InRootfs("/link"), "/of-the-image");
        Assert.Equal("/of-the-host\n", container.Run().Succeeded().Stdout);
    }

    [ContainerTheory]
    [InlineData("/../../mnt")]
    [InlineData("/var/../mnt")]
    [InlineData("/mnt/")]
    [InlineData("//mnt")]
    public void Dots_and_slashes_lead_nowhere_else(string destination) =>
        Assert.Equal("here", Facts(spec => spec.Mount(destination, "tmpfs", "here")).Mount("/mnt").Source);

    [ContainerFact]
    public void A_relative_destination_is_taken_from_the_root() =>
        Assert.Equal("here", Facts(spec => spec.Mount("mnt", "tmpfs", "here")).Mount("/mnt").Source);

    [ContainerFact]
    public void Mounts_are_made_in_the_order_of_the_list()
    {
        Facts facts = Facts(spec => spec.Mount("/mnt", "tmpfs", "first").Mount("/mnt/below", "tmpfs", "second")
            .Mount("/mnt/below", "tmpfs", "third"));
        Assert.Equal("first", facts.Mount("/mnt").Source);
        Assert.Equal(["second", "third"], facts.Mounts.Where(mount => mount.Point == "/mnt/below")
            .Select(mount => mount.Source));
    }

    [ContainerFact]
    public void A_later_mount_hides_an_earlier_one_below_it()
    {
        Result result = Container(spec => spec.Mount("/mnt/below", "tmpfs", "first").Mount("/mnt", "tmpfs", "second")
            .Shell("ls /mnt")).Run().Succeeded();
        Assert.Equal("", result.Stdout);
    }

    [ContainerFact]
    public void A_mount_of_a_mounts_earlier_content_sees_what_the_host_has()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "below"));
        Facts facts = Facts(spec => spec.Bind(volume, "/mnt").Mount("/mnt/below", "tmpfs", "on-the-volume"));
        Assert.Equal("on-the-volume", facts.Mount("/mnt/below").Source);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(volume, "below")));
    }

    [ContainerTheory]
    [InlineData("/proc/sys")]
    [InlineData("/proc/self")]
    [InlineData("/proc/sysrq-trigger")]
    public void Nothing_is_mounted_inside_proc(string destination)
    {
        string volume = Sandbox.MakeDirectory("volume");
        Container(spec => spec.Bind(volume, destination)).Run().Failed(1, "/proc");
        Sandbox.AssertNothingLeft();
    }

    [ContainerTheory]
    [InlineData("/proc/meminfo")]
    [InlineData("/proc/cpuinfo")]
    [InlineData("/proc/uptime")]
    [InlineData("/proc/loadavg")]
    public void The_files_that_lxcfs_replaces_may_be_mounted_inside_proc(string destination)
    {
        string file = Sandbox.MakeFile("file", "as lxcfs says");
        Assert.Equal("as lxcfs says", Container(spec => spec.Bind(file, destination).Args("/bin/cat", destination))
            .Run().Succeeded().Stdout);
    }

    [ContainerFact]
    public void Another_file_system_in_the_place_of_proc_is_refused() =>
        Container(spec => spec.WithoutMount("/proc").Mount("/proc", "tmpfs", "tmpfs")).Run().Failed(1, "/proc");
}
