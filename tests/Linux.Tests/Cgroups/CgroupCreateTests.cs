// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Husk.Linux.Cgroups;

namespace Husk.Linux.Tests.Cgroups;

public class CgroupCreateTests
{
    [Fact]
    public void Every_hierarchy_gets_a_directory_and_delete_removes_them_all()
    {
        using var test = new TestCgroup();
        Cgroup cgroup = test.Cgroup;
        Assert.Equal(test.Layout.Hierarchies.Count, test.Left.Count());
        Assert.Equal(test.Plan.Directories.Select(each => (each.Hierarchy.Name, each.Path)),
            cgroup.Paths.Select(each => (each.Key, each.Value)));
        cgroup.Delete();
        Assert.Empty(test.Left);
        cgroup.Delete();
    }

    [Fact]
    public void Parents_that_were_missing_go_again_with_the_last_cgroup_below_them()
    {
        using var test = new TestCgroup("/pod/one");
        CgroupPlan sibling = test.Plan with
        {
            Directories = [.. test.Plan.Directories.Select(each => each with { Path = each.Path[..^3] + "two" })],
        };
        Cgroup one = test.Cgroup, two = Cgroup.Create(sibling);
        one.Delete();
        Assert.All(two.Paths, path => Assert.True(Directory.Exists(path.Value)));
        two.Delete();
        // The parents are the first one's, which found them in use: the sweep of whoever made them comes again.
        one.Delete();
        Assert.Empty(test.Left);
    }

    [Fact]
    public void A_directory_that_was_there_before_stays()
    {
        using var test = new TestCgroup();
        string existing = test.PathOf("pids");
        Directory.CreateDirectory(existing);
        test.Cgroup.Delete();
        Assert.Equal([existing], test.Left);
        Directory.Delete(existing);
    }

    [Fact]
    public void A_directory_that_was_there_before_goes_when_the_name_is_the_runtimes_own()
    {
        using var test = new TestCgroup();
        test.Plan = test.Plan with { OwnsPath = true };
        Directory.CreateDirectory(test.PathOf("pids"));
        test.Cgroup.Delete();
        Assert.Empty(test.Left);
    }

    [Fact]
    public void A_cgroup_with_a_process_in_it_is_refused_and_nothing_is_left()
    {
        using var test = new TestCgroup();
        using var shell = new GatedShell("true");
        string inner = Directory.CreateDirectory(test.PathOf("memory") + "/inner").FullName;
        File.WriteAllText(inner + "/cgroup.procs", $"{shell.Pid}");

        var refused = Assert.Throws<SyscallException>(() => Cgroup.Create(test.Plan));
        Assert.Contains("container's cgroup is not empty: 1 process(es) found", refused.Message);
        Assert.Contains(test.PathOf("memory"), refused.Message);
        Assert.Equal([test.PathOf("memory")], test.Left);

        File.WriteAllText(test.Layout.Find("memory")!.MountPoint + "/cgroup.procs", $"{shell.Pid}");
        Directory.Delete(inner);
        Directory.Delete(test.PathOf("memory"));
    }

    [Theory]
    [InlineData("freezer", "freezer.state", "FROZEN")]
    [InlineData("", "cgroup.freeze", "1")]
    public void A_frozen_cgroup_is_refused_and_nothing_is_left(string controller, string file, string value)
    {
        using var test = new TestCgroup();
        string path = Directory.CreateDirectory(test.PathOf(controller)).FullName;
        File.WriteAllText(path + "/" + file, value);
        var refused = Assert.Throws<SyscallException>(() => Cgroup.Create(test.Plan));
        Assert.Contains("container's cgroup unexpectedly frozen", refused.Message);
        Assert.Equal([path], test.Left);
        Directory.Delete(path);
    }

    [Fact]
    public void A_setup_that_the_kernel_refuses_leaves_nothing()
    {
        using var test = new TestCgroup("/a/b");
        test.Plan = test.Plan with
        {
            Setup = [Write(test, "cpuset", "cpuset.cpus", "4095", "$.linux.resources.cpu.cpus")],
        };
        var refused = Assert.Throws<SyscallException>(() => Cgroup.Create(test.Plan));
        Assert.Contains($"{test.PathOf("cpuset")}/cpuset.cpus", refused.Message);
        Assert.Contains("\"4095\"", refused.Message);
        Assert.Contains("$.linux.resources.cpu.cpus", refused.Message);
        Assert.Empty(test.Left);
    }

    [Fact]
    public void A_new_cpuset_has_its_parents_processors_and_nodes_all_the_way_down()
    {
        using var test = new TestCgroup("/a/b");
        Assert.NotEmpty(test.Cgroup.Paths);
        string top = test.Layout.Find("cpuset")!.MountPoint;
        foreach (string file in new[] { "cpuset.cpus", "cpuset.mems" })
        {
            string host = File.ReadAllText($"{top}/{file}");
            Assert.Equal(host, File.ReadAllText($"{top}{test.Top}/{file}"));
            Assert.Equal(host, File.ReadAllText($"{top}{test.Top}/a/{file}"));
            Assert.Equal(host.TrimEnd('\n'), test.Read("cpuset", file));
        }
    }

    [Fact]
    public void A_planned_cpuset_is_written_and_only_the_rest_inherited()
    {
        using var test = new TestCgroup("/a/b");
        test.Plan = test.Plan with
        {
            Setup = [Write(test, "cpuset", "cpuset.cpus", "0", "$.linux.resources.cpu.cpus")],
        };
        Assert.NotEmpty(test.Cgroup.Paths);
        string top = test.Layout.Find("cpuset")!.MountPoint;
        Assert.Equal("0", test.Read("cpuset", "cpuset.cpus"));
        Assert.Equal(File.ReadAllText($"{top}/cpuset.mems").TrimEnd('\n'), test.Read("cpuset", "cpuset.mems"));
        Assert.Equal(File.ReadAllText($"{top}/cpuset.cpus"), File.ReadAllText($"{top}{test.Top}/a/cpuset.cpus"));
    }

    [Fact]
    public void A_controller_of_the_v2_hierarchy_is_handed_down_to_the_cgroup_that_needs_it()
    {
        using var test = new TestCgroup("/a/b");
        CgroupHierarchy unified = test.Layout.Unified!;
        Assert.NotEmpty(unified.Controllers);
        string root = unified.MountPoint + "/cgroup.subtree_control", before = File.ReadAllText(root).TrimEnd('\n');
        string controller = unified.Controllers[0];
        test.Plan = test.Plan with
        {
            Directories = [.. test.Plan.Directories.Select(
                each => each.Hierarchy.IsUnified ? each with { Enable = [controller] } : each)],
        };

        Assert.NotEmpty(test.Cgroup.Paths);
        Assert.Equal(controller, test.Read("", "cgroup.controllers"));

        test.Cgroup.Delete();
        if (before.Length == 0)
            File.WriteAllText(root, "-" + controller);
    }

    internal static CgroupWrite Write(TestCgroup test, string controller, string file, string value, string field) =>
        new() { Hierarchy = test.Layout.Find(controller)!.Name, File = file, Value = value, Field = field };

    internal static IReadOnlyList<CgroupWrite> Writes(
        TestCgroup test, params (string Controller, string File, string Value)[] writes) =>
        [.. writes.Select(each => Write(test, each.Controller, each.File, each.Value, "a field"))];
}
