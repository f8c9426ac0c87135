// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>The flags of crun's that its users, and its own suite, rely on.</summary>
public sealed class CrunFlagTests : ConformanceTest
{
    [ContainerFact(RuncDiffers = "has no --config")]
    public void The_configuration_can_be_another_file()
    {
        Container container = Container(spec => spec.Shell("echo from the other file"));
        container.WriteConfig();
        string other = Path.Combine(Sandbox.Path, "other.json");
        File.Move(container.ConfigPath, other);
        Result run = Sandbox.Runtime("run", "--config", other, "--bundle", container.Bundle, container.Id).Succeeded();
        Assert.Equal("from the other file\n", run.Stdout);
        File.Delete(other);
        Sandbox.Runtime("create", "-f", other, "--bundle", container.Bundle, container.Id).Failed(1, other);
    }

    [ContainerFact(RuncDiffers = "has no --regex")]
    public void Delete_takes_a_pattern_for_many_ids()
    {
        Container first = Container().RunSleeping(), second = Container().RunSleeping();
        Sandbox.Runtime("delete", "--force", "--regex", $"^{Sandbox.Name}-[02-9]$").Succeeded();
        Assert.Equal("running", first.Status);
        Sandbox.Runtime("state", second.Id).Exited(1);
        Sandbox.Runtime("delete", "--regex", Sandbox.Name).Failed(1, first.Id);
        Sandbox.Runtime("delete", "-f", "-r", Sandbox.Name).Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "has no --regex")]
    public void Kill_takes_a_pattern_for_many_ids()
    {
        Container first = Container().RunSleeping(), second = Container().RunSleeping();
        Sandbox.Runtime("kill", "--regex", Sandbox.Name + "-.*", "KILL").Succeeded();
        first.WaitForStatus("stopped");
        second.WaitForStatus("stopped");
    }

    [ContainerFact(RuncDiffers = "has no --cgroup-manager")]
    public void Without_a_cgroup_manager_the_container_stays_where_its_caller_is()
    {
        Container container = Container(spec => spec.Set("linux.resources", null).Args("/bin/probe", "sleep"));
        container.WriteConfig();
        Sandbox.Runtime(
            "--cgroup-manager", "disabled", "run", "--detach", "--bundle", container.Bundle, container.Id).Succeeded();
        Assert.Equal(File.ReadAllLines("/proc/self/cgroup"), File.ReadAllLines($"/proc/{container.Pid}/cgroup"));
        Assert.DoesNotContain(HostCgroups.Parents(Sandbox.Name), Directory.Exists);
        container.Exec("/bin/true").Succeeded();
        container.Delete("--force").Succeeded();
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact(RuncDiffers = "has no --cgroup-manager")]
    public void Limits_that_no_cgroup_holds_are_told_of()
    {
        Container container = Container(spec => spec.Set("linux.resources.pids.limit", 7).Args("/bin/true"));
        container.WriteConfig();
        Result run = Sandbox.Runtime(
            "--cgroup-manager", "disabled", "run", "--bundle", container.Bundle, container.Id).Succeeded();
        Assert.Contains("linux.resources", run.Stderr, System.StringComparison.Ordinal);
    }
}
