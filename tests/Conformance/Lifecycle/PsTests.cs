// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Lifecycle;

/// <summary>runc-ps(8).</summary>
public sealed class PsTests : ConformanceTest
{
    [ContainerFact]
    public void Json_is_an_array_of_the_pids()
    {
        Container container = RunFour();
        Assert.Equal(Cgroup(container), Pids(container));
        Assert.Contains($"{container.Pid}", Pids(container));
    }

    [ContainerFact]
    public void The_table_is_the_hosts_ps_without_other_processes()
    {
        Container container = RunFour();
        if (Sandbox.Command("ps", "-ef").ExitCode != 0)
        {
            // There are kernels with a /proc that ps(1) does not like; then that is what the user is told.
            Sandbox.Runtime("ps", container.Id).Failed(1, "exit status 1");
            return;
        }

        string[] lines = Ps(container);
        Assert.Equal(["UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"], Fields(lines[0]));
        Assert.Equal(Cgroup(container), lines[1..].Select(line => Fields(line)[1]).Order(StringComparer.Ordinal));
        Assert.All(lines[1..], line => Assert.Contains("/bin/probe", line, StringComparison.Ordinal));
    }

    [ContainerFact]
    public void Words_after_the_id_go_to_ps()
    {
        Container container = RunFour();
        string[] lines = Ps(container, "-e", "-o", "comm,pid");
        Assert.Equal(["COMMAND", "PID"], Fields(lines[0]));
        Assert.Equal(Cgroup(container), lines[1..].Select(line => Fields(line)[1]).Order(StringComparer.Ordinal));
    }

    [ContainerFact]
    public void What_ps_cannot_show_or_does_not_know_is_an_error()
    {
        Container container = Container().RunSleeping();
        Sandbox.Runtime("ps", container.Id, "-e", "-o", "comm").Failed(1, "couldn't find PID field in ps output");
        Sandbox.Runtime("ps", container.Id, "--no-such-option").Exited(1);
        Sandbox.Runtime("ps", "--format", "no-such-format", container.Id).Failed(1, "invalid format option");
    }

    [ContainerFact]
    public void Processes_in_cgroups_below_count_too()
    {
        Container container = Container().RunSleeping();
        foreach (string directory in HostCgroups.Parents(container.CgroupsPath.Trim('/')).Where(Directory.Exists))
        {
            string below = Directory.CreateDirectory(Path.Combine(directory, "below")).FullName;
            foreach (string file in ((string[])["cpuset.cpus", "cpuset.mems"])
                .Where(file => !HostCgroups.Unified && File.Exists(Path.Combine(directory, file))))
            {
                File.WriteAllText(Path.Combine(below, file), File.ReadAllText(Path.Combine(directory, file)));
            }

            File.WriteAllText(Path.Combine(below, "cgroup.procs"), $"{container.Pid}");
        }

        Assert.Equal([$"{container.Pid}"], Pids(container));
    }

    private Container RunFour()
    {
        Container container = Container(spec => spec.Args("/bin/probe", "fork-orphans", "3", ",", "sleep"));
        container.Run("--detach").Succeeded();
        container.WaitForOrphans(3);
        return container;
    }

    private IEnumerable<string> Pids(Container container) =>
        [.. JsonNode.Parse(Sandbox.Runtime("ps", "-f", "json", container.Id).Succeeded().Stdout)!.AsArray()
            .Select(pid => $"{pid}").Order(StringComparer.Ordinal)];

    private string[] Ps(Container container, params string[] args) =>
        Sandbox.Runtime(["ps", container.Id, .. args]).Succeeded().Stdout
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Fields(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string[] Cgroup(Container container) =>
        [.. File.ReadAllLines(container.CgroupFile("pids", "cgroup.procs")).Order(StringComparer.Ordinal)];
}
