// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Cgroups;

/// <summary>runtime-spec, config-linux.md "Cgroups Path", and what becomes of the directories.</summary>
public sealed class PathTests : ConformanceTest
{
    [ContainerFact]
    public void The_process_is_in_the_configs_cgroup_of_every_hierarchy()
    {
        Container container = Container().RunSleeping();
        string[] cgroups = [.. File.ReadAllLines($"/proc/{container.Pid}/cgroup")
            .Where(line => !line.StartsWith("0::", StringComparison.Ordinal) || HostCgroups.Unified)];
        Assert.NotEmpty(cgroups);
        Assert.All(cgroups, line => Assert.Equal(container.CgroupsPath, line.Split(':', 3)[2]));
    }

    [ContainerFact]
    public void What_exec_starts_is_in_the_same_cgroups()
    {
        Container container = Container().RunSleeping();
        string init = File.ReadAllText($"/proc/{container.Pid}/cgroup");
        string pidFile = Path.Combine(Sandbox.Path, "exec.pid");
        container.ExecWith(["--detach", "--pid-file", pidFile], "/bin/probe", "sleep").Succeeded();
        Assert.Equal(init, File.ReadAllText($"/proc/{File.ReadAllText(pidFile)}/cgroup"));
    }

    [ContainerFact]
    public void Without_a_path_the_cgroup_is_named_after_the_container()
    {
        Container container = Container(spec => spec.Set("linux.cgroupsPath", null)).RunSleeping();
        string line = File.ReadAllLines($"/proc/{container.Pid}/cgroup")
            .First(each => each.Contains(HostCgroups.Unified ? "0::" : ":pids:", StringComparison.Ordinal));
        Assert.EndsWith(container.Id, line, StringComparison.Ordinal);
        string directory = HostCgroups.Mountpoint("pids") + line.Split(':', 3)[2];
        Assert.True(Directory.Exists(directory));
        container.Delete("--force").Succeeded();
        Assert.False(Directory.Exists(directory));
    }

    [ContainerFact]
    public void A_deep_path_is_made()
    {
        Container container = Container();
        string path = container.CgroupsPath + "/deep/below";
        container.Edit(spec => spec.Set("linux.cgroupsPath", path)).RunSleeping();
        Assert.True(Directory.Exists(HostCgroups.Mountpoint("pids") + path));
        container.Delete("--force").Succeeded();
        Assert.False(Directory.Exists(HostCgroups.Mountpoint("pids") + path));
        foreach (string parent in HostCgroups.Parents(Sandbox.Name).Where(Directory.Exists))
        {
            Directory.Delete(Path.Combine(parent, container.Id, "deep"));
            Directory.Delete(Path.Combine(parent, container.Id));
        }
    }

    [ContainerFact]
    public void An_empty_cgroup_that_was_there_before_is_used()
    {
        Container container = Container();
        string directory = HostCgroups.Mountpoint("pids") + container.CgroupsPath;
        Directory.CreateDirectory(directory);
        container.RunSleeping();
        Assert.Equal([$"{container.Pid}"], File.ReadAllLines(Path.Combine(directory, "cgroup.procs")));
        container.Delete("--force").Succeeded();
        if (Directory.Exists(directory))
        {
            // Who did not make it may leave it.
            Directory.Delete(directory);
        }
    }

    [ContainerFact]
    public void Cgroups_made_inside_go_when_the_container_goes()
    {
        Container container = Container().RunSleeping();
        string below =
            Path.Combine(HostCgroups.Mountpoint("pids"), container.CgroupsPath.TrimStart('/'), "below", "it");
        Directory.CreateDirectory(below);
        container.Kill().Succeeded();
        container.WaitForStatus("stopped");
        container.Delete().Succeeded();
        Assert.False(Directory.Exists(below));
    }

    [ContainerFact]
    public void A_path_that_climbs_is_refused_or_stays_below_the_root()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "sleep"));
        Result result =
            container.Edit(spec => spec.Set("linux.cgroupsPath", "/../.." + container.CgroupsPath)).Create();
        if (result.ExitCode == 0)
        {
            Assert.True(File.Exists(container.CgroupFile("pids", "pids.max")));
        }
        else
        {
            result.Failed(1, "cgroupsPath");
        }
    }

    [ContainerFact]
    public void The_hosts_own_cgroup_mounts_stay_as_they_are()
    {
        // A second mount of cgroup2 without a cgroup namespace would take nsdelegate from the first (cgroups(7)).
        static string[] HostMounts() => [.. File.ReadAllLines("/proc/self/mountinfo")
            .Where(line => line.Contains("/sys/fs/cgroup", StringComparison.Ordinal))];
        string[] before = HostMounts();
        Facts(spec => spec.WithoutNamespace("cgroup"));
        Assert.Equal(before, HostMounts());
    }

    [ContainerFact]
    public void A_cgroup_mount_may_be_writable()
    {
        Container container = Container(spec => spec.WithoutMount("/sys/fs/cgroup")
            .Mount("/sys/fs/cgroup", "cgroup", "cgroup", "nosuid", "noexec", "nodev", "rw"));
        Facts facts = container.RunFacts();
        Assert.All(facts.Mounts.Where(mount => mount.Type is "cgroup" or "cgroup2"),
            mount => Assert.True(mount.Has("rw"), mount.Point));
    }

    [ContainerFact]
    public void With_a_cgroup_namespace_the_cgroup_mounts_have_the_containers_cgroup_as_root()
    {
        Facts facts = Facts(spec => spec.Namespace("cgroup"));
        MountFact[] cgroups = [.. facts.Mounts.Where(mount => mount.Type is "cgroup" or "cgroup2")];
        Assert.NotEmpty(cgroups);
        Assert.All(cgroups, mount => Assert.Equal("/", mount.Root));
    }
}
