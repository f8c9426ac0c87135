// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runc-exec(8), --cgroup.</summary>
public sealed class ExecCgroupTests : ConformanceTest
{
    [ContainerFact]
    public void A_path_is_below_the_containers_cgroup_in_every_hierarchy()
    {
        Container container = Container().RunSleeping();
        string[] made = MakeBelow(container, _ => true);
        Assert.All(made, directory => Assert.Empty(File.ReadAllText(directory + "/cgroup.procs")));
        using Invocation exec = container.BeginExec(Launch.Default, ["--cgroup", "below"], "/bin/probe", "signals");
        Eventually.True(() => exec.Stdout.StartsWith("ready", StringComparison.Ordinal), "the process listens");
        Assert.All(made, directory => Assert.Single(File.ReadAllLines(directory + "/cgroup.procs")));
    }

    [ContainerFact]
    public void A_controller_has_a_path_of_its_own_on_v1()
    {
        Container container = Container().RunSleeping();
        if (HostCgroups.Unified)
        {
            return;
        }

        MakeBelow(container, point => point is "pids" or "memory");
        Facts facts = container.ExecWith(["--cgroup", "pids,memory:below"], "/bin/probe", "facts").Succeeded().Facts();
        Assert.EndsWith("/below", (string)facts["cgroups"]!["pids"]!, StringComparison.Ordinal);
        Assert.EndsWith("/below", (string)facts["cgroups"]!["memory"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("/below", (string)facts["cgroups"]!["cpu"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("/below", (string)facts["cgroups"]!["freezer"]!, StringComparison.Ordinal);
    }

    [ContainerTheory]
    [InlineData("invalid --cgroup argument", "a", "b")]
    [InlineData("sub cgroup path", "..")]
    [InlineData("sub cgroup path", "pids:../..")]
    [InlineData("/no-such-cgroup/cgroup.procs: no such file ", "no-such-cgroup")]
    public void What_makes_no_sense_is_an_error(string error, params string[] paths)
    {
        Container container = Container().RunSleeping();
        container.ExecWith(paths.SelectMany(path => new[] { "--cgroup", path }), "/bin/true").Failed(255, error);
    }

    [ContainerTheory(RuncDiffers = "1.1 takes the last of them, and nothing for all controllers")]
    [InlineData("empty <controller> prefix", ":a")]
    [InlineData("specified multiple times", "pids:a", "pids:b")]
    public void What_contradicts_itself_is_an_error(string error, params string[] paths) =>
        What_makes_no_sense_is_an_error(error, paths);

    [ContainerFact]
    public void A_controller_there_is_not_is_an_error()
    {
        Container container = Container().RunSleeping();
        if (!HostCgroups.Unified)
        {
            container.ExecWith(["--cgroup", "nosuch:a"], "/bin/true").Failed(255, "unknown controller nosuch");
        }
    }

    /// <summary>The directories that were made: in each hierarchy whose mount has such a name.</summary>
    private string[] MakeBelow(Container container, Func<string, bool> wanted) =>
    [
        .. HostCgroups.Parents(container.CgroupsPath.Trim('/')).Where(Directory.Exists)
            .Where(parent => wanted(parent.Split('/')[4])).Select(parent =>
            {
                string below = Directory.CreateDirectory(Path.Combine(parent, "below")).FullName;
                foreach (string file in ((string[])["cpuset.cpus", "cpuset.mems"])
                    .Where(file => !HostCgroups.Unified && File.Exists(Path.Combine(parent, file))))
                {
                    // A v1 cpuset is empty at first, and takes no process until it is not (cpuset(7)).
                    File.WriteAllText(Path.Combine(below, file), File.ReadAllText(Path.Combine(parent, file)));
                }

                return below;
            }),
    ];
}
