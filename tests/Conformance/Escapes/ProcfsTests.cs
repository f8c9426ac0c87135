// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Escapes;

/// <summary>
/// An image or a volume that puts something of its own where the runtime expects /proc and /sys to be.
/// </summary>
public sealed class ProcfsTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("/proc", "/evil")]
    [InlineData("/proc", "/tmp/../evil")]
    [InlineData("/sys", "/evil")]
    public void CVE_2019_19921_a_symbolic_link_in_the_place_of_proc_or_sys_is_refused(string path, string target)
    {
        Container container = Container();
        Directory.CreateDirectory(container.InRootfs("/evil"));
        Directory.Delete(container.InRootfs(path));
        File.CreateSymbolicLink(container.InRootfs(path), target);
        container.Create().Failed(1, path);
        Assert.Empty(Directory.EnumerateFileSystemEntries(container.InRootfs("/evil")));
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void CVE_2023_28642_a_volume_in_the_place_of_proc_is_refused()
    {
        string volume = Sandbox.MakeDirectory("volume");
        Directory.CreateDirectory(Path.Combine(volume, "self/attr"));
        Container container = Container(spec => spec.WithoutMount("/proc").Bind(volume, "/proc"));
        container.Create().Failed(1, "/proc");
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "writes to whatever file is at the path before 1.2.8")]
    public void CVE_2025_52881_a_sysctl_is_not_written_to_a_file_of_the_image()
    {
        Container container =
            Container(spec => spec.WithoutMount("/proc").Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null)
            .Set("root.readonly", false).Args("/bin/true"));
        container.Spec["linux.sysctl"] = new JsonObject { ["net.ipv4.ip_forward"] = "1" };
        Directory.CreateDirectory(container.InRootfs("/proc/sys/net/ipv4"));
        File.WriteAllText(container.InRootfs("/proc/sys/net/ipv4/ip_forward"), "a file of the image");
        container.Run();
        Assert.Equal("a file of the image", container.ReadInRootfs("/proc/sys/net/ipv4/ip_forward"));
    }

    [ContainerFact(RuncDiffers = "writes to whatever file is at the path before 1.2.8")]
    public void CVE_2025_52881_a_sysctl_is_not_written_through_a_link_of_the_image()
    {
        Container container =
            Container(spec => spec.WithoutMount("/proc").Set("linux.maskedPaths", null).Set("linux.readonlyPaths", null)
            .Set("root.readonly", false).Args("/bin/true"));
        container.Spec["linux.sysctl"] = new JsonObject { ["net.ipv4.ip_forward"] = "1" };
        Directory.CreateDirectory(container.InRootfs("/proc/sys/net/ipv4"));
        File.WriteAllText(container.InRootfs("/victim"), "untouched");
        File.CreateSymbolicLink(container.InRootfs("/proc/sys/net/ipv4/ip_forward"), "/victim");
        container.Run();
        Assert.Equal("untouched", container.ReadInRootfs("/victim"));
    }

    [ContainerFact]
    public void CVE_2023_25809_the_hosts_cgroups_are_not_writable_from_inside()
    {
        Container container = Container(spec => spec.Capabilities(CapabilitySet.HostNames)
            .Args("/bin/probe", "access", "/sys/fs/cgroup", "/sys/fs/cgroup/pids", "/sys/fs/cgroup/unified"));
        JsonObject seen = container.Run().Succeeded().Json();
        foreach (string path in (string[])["/sys/fs/cgroup/pids", "/sys/fs/cgroup/unified"])
        {
            if ((bool)seen[path]!["exists"]!)
            {
                Assert.NotNull((string?)seen[path]!["write"]);
            }
        }
    }
}
