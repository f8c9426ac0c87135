// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.LabKernel.CgroupV2;

/// <summary>cgroup-v2.rst, "No Internal Process Constraint": a cgroup that hands controllers down holds no
/// process.</summary>
public sealed class ExecTests : ConformanceTest
{
    [ContainerFact]
    public void Exec_follows_an_init_that_moved_below_its_cgroup()
    {
        Container container = Moved();
        container.Exec("/bin/cat", "/proc/self/cgroup").Succeeded();
        string pidFile = Path.Combine(Sandbox.Path, "exec.pid");
        container.ExecWith(["--detach", "--pid-file", pidFile], "/bin/probe", "sleep").Succeeded();
        Assert.Equal(
            $"0::{container.CgroupsPath}/init\n", File.ReadAllText($"/proc/{File.ReadAllText(pidFile)}/cgroup"));
    }

    [ContainerFact]
    public void Exec_goes_to_the_cgroup_below_that_it_names()
    {
        Container container = Moved();
        System.IO.Directory.CreateDirectory(Path.Combine(Directory(container), "other"));
        Assert.Equal(
            $"0::{container.CgroupsPath}/other\n",
            container.ExecWith(["--cgroup", "other"], "/bin/cat", "/proc/self/cgroup").Succeeded().Stdout);
    }

    [ContainerFact]
    public void A_cgroup_that_is_not_there_is_refused() =>
        Moved().ExecWith(["--cgroup", "nowhere"], "/bin/true").Exited(255);

    [ContainerFact]
    public void The_cgroups_that_the_container_made_go_with_it()
    {
        Container container = Moved();
        container.Delete("--force").Succeeded();
        Assert.False(System.IO.Directory.Exists(Directory(container)));
    }

    /// <summary>What systemd does when it is a container's init: a cgroup for itself, then controllers for its
    /// units.</summary>
    private Container Moved()
    {
        Container container = Container(spec => spec.WithoutNamespace("cgroup")).RunSleeping();
        string directory = Directory(container);
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "init"));
        File.WriteAllText(Path.Combine(directory, "init/cgroup.procs"), $"{container.Pid}");
        File.WriteAllText(Path.Combine(directory, "cgroup.subtree_control"), "+memory +pids");
        return container;
    }

    private static string Directory(Container container) =>
        Path.GetDirectoryName(container.CgroupFile("unified", "x"))!;
}
