// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.Systemd;

/// <summary>A container whose cgroup is a unit, from its start to its end, as systemd tells of it.</summary>
public sealed class UnitTests : ConformanceTest
{
    [ContainerFact]
    public void The_container_is_a_delegated_scope_in_its_slice()
    {
        Container container = Container().RunSleeping();
        Assert.Equal("active", Show(container, "ActiveState"));
        Assert.Equal("yes", Show(container, "Delegate"));
        Assert.Equal("system.slice", Show(container, "Slice"));
        Assert.Equal(container.CgroupsPath, Show(container, "ControlGroup"));
        Assert.Equal("yes", Show(container, "TasksAccounting"));
        Assert.Equal($"0::{container.CgroupsPath}\n", File.ReadAllText($"/proc/{container.Pid}/cgroup"));
    }

    [ContainerFact]
    public void Only_the_containers_processes_are_in_the_scope()
    {
        Container container = Container().RunSleeping();
        Assert.Equal([$"{container.Pid}"], File.ReadAllLines(container.CgroupFile("unified", "cgroup.procs")));
    }

    [ContainerFact]
    public void The_unit_goes_with_the_container()
    {
        Container container = Container().RunSleeping();
        container.Delete("--force").Succeeded();
        Assert.False(Systemctl.IsLoaded(Sandbox, container.Unit));
        Assert.False(Directory.Exists(Path.GetDirectoryName(container.CgroupFile("unified", "x"))));
    }

    [ContainerFact]
    public void A_unit_that_failed_is_forgotten_too()
    {
        Container container = Container(spec => spec.Set("linux.resources.memory",
            new JsonObject { ["limit"] = 32 << 20, ["swap"] = 32 << 20 }).Args("/bin/probe", "eat-memory", "96"));
        container.Run().Exited(128 + 9);
        Assert.False(Systemctl.IsLoaded(Sandbox, container.Unit));
    }

    [ContainerFact]
    public void A_create_that_fails_leaves_no_unit()
    {
        Container container = Container(spec => spec.Args("/bin/nosuch"));
        container.Run().Exited(1);
        Assert.False(Systemctl.IsLoaded(Sandbox, container.Unit));
        container.Edit(spec => spec.Args("/bin/true")).Run().Succeeded();
    }

    [ContainerFact]
    public void A_scope_of_that_name_is_not_taken_over()
    {
        Container container = Container(spec => spec.Args("/bin/true"));
        using Invocation holder = Sandbox.BeginCommand(
            Launch.Default, "systemd-run", "--scope", "--unit", container.Unit, "--quiet", "sleep", "1000");
        Eventually.True(() => Show(container, "ActiveState") == "active", "a scope");
        container.Run().Failed(1, container.Unit, "already");
        Assert.Equal("active", Show(container, "ActiveState"));
        Sandbox.Command("systemctl", "kill", "--signal", "KILL", container.Unit).Succeeded();
    }

    [ContainerFact]
    public void Exec_is_in_the_scope()
    {
        Container container = Container(spec => spec.WithoutNamespace("cgroup")).RunSleeping();
        Assert.Equal(
            $"0::{container.CgroupsPath}\n", container.Exec("/bin/cat", "/proc/self/cgroup").Succeeded().Stdout);
    }

    [ContainerFact]
    public void A_path_that_is_no_unit_is_refused() =>
        Container(spec => spec.Set("linux.cgroupsPath", "/a/b")).Run()
            .Failed(1, "expected cgroupsPath to be of format", "slice:prefix:name", "/a/b");

    [ContainerFact]
    public void A_slice_that_is_none_is_refused() =>
        Container(spec => spec.Set("linux.cgroupsPath", "a--b.slice:x:y")).Run().Failed(1, "invalid slice name");

    [ContainerFact]
    public void A_slice_is_made_on_the_way()
    {
        Container container = Container();
        container.Edit(spec => spec.Set("linux.cgroupsPath", $"lab-inner.slice:{Sandbox.Name}:{container.Id}"))
            .RunSleeping();
        Assert.Equal(
            $"0::/lab.slice/lab-inner.slice/{container.Unit}\n", File.ReadAllText($"/proc/{container.Pid}/cgroup"));
        Assert.Equal("lab-inner.slice", Show(container, "Slice"));
    }

    [ContainerFact(RuncDiffers = "its prefix is runc")]
    public void Without_a_path_the_scope_is_named_after_the_container()
    {
        Container container = Container(spec => spec.Set("linux.cgroupsPath", null)).RunSleeping();
        Assert.Equal(
            $"0::/system.slice/husk-{container.Id}.scope\n", File.ReadAllText($"/proc/{container.Pid}/cgroup"));
    }

    [ContainerFact]
    public void A_slice_can_be_the_containers_own()
    {
        Container container = Container();
        string slice = $"lab-{Sandbox.Name.Replace("-", "")}.slice";
        container.Edit(spec => spec.Set("linux.cgroupsPath", $"lab.slice::{slice}")).RunSleeping();
        Assert.Equal($"0::/lab.slice/{slice}\n", File.ReadAllText($"/proc/{container.Pid}/cgroup"));
        container.Delete("--force").Succeeded();
        Assert.NotEqual("active", Systemctl.Show(Sandbox, slice, "ActiveState"));
    }

    [ContainerFact]
    public void A_reload_of_systemd_changes_nothing()
    {
        Container container = Container(spec => spec
            .Set("linux.resources.memory", new JsonObject
            {
                ["limit"] = 64 << 20,
                ["reservation"] = 32 << 20,
                ["swap"] = 128 << 20,
            })
            .Set("linux.resources.cpu", new JsonObject { ["shares"] = 512, ["quota"] = 55555, ["period"] = 200000 })
            .Set("linux.resources.pids", new JsonObject { ["limit"] = 37 })
            .Set("linux.resources.unified", new JsonObject { ["memory.high"] = "50003968" })).RunSleeping();
        Dictionary<string, string> before = Files(container);
        Sandbox.Command("systemctl", "daemon-reload").Succeeded();
        Dictionary<string, string> after = Files(container);
        // Hundredths of a processor are all that a unit's file has.
        Assert.Equal("55555 200000", before["cpu.max"]);
        Assert.Contains(after["cpu.max"], (string[])["55555 200000", "56000 200000"]);
        Assert.Equal(before.Where(each => each.Key != "cpu.max"), after.Where(each => each.Key != "cpu.max"));
        container.Exec("/bin/cat", "/dev/null").Succeeded();
    }

    private static Dictionary<string, string> Files(Container container) =>
        ((string[])["memory.max", "memory.low", "memory.high", "memory.swap.max", "cpu.weight", "cpu.max", "pids.max"])
            .ToDictionary(file => file, file => container.ReadCgroup("unified", file));

    private string Show(Container container, string property) => Systemctl.Show(Sandbox, container.Unit, property);
}
