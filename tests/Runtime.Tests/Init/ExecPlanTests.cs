// SPDX-License-Identifier: Apache-2.0
using System;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>The plan of a process that joins a container.</summary>
public sealed class ExecPlanTests
{
    private static readonly Process Plain = new() { Args = ["/bin/true"], Cwd = "/" };

    [Fact]
    public void Its_CPUs_are_set_before_it_is_cloned_and_again_when_it_is_in_its_cgroup()
    {
        string[] titles = Titles(Plain with { ExecCpuAffinity = new ExecCpuAffinity { Initial = "1", Final = "0-1" } });
        Assert.True(IndexOf(titles, "run on CPUs 1") < IndexOf(titles, "clone the process"));
        Assert.Equal(IndexOf(titles, "enter the cgroups") + 1, IndexOf(titles, "run on CPUs 0-1"));
    }

    [Fact]
    public void Without_a_final_list_the_kernel_decides()
    {
        string[] titles = Titles(Plain with { ExecCpuAffinity = new ExecCpuAffinity { Initial = "1" } });
        Assert.Single(titles, title => title.StartsWith("run on CPUs", StringComparison.Ordinal));
        Assert.DoesNotContain(Titles(Plain), title => title.StartsWith("run on CPUs", StringComparison.Ordinal));
    }

    [Fact]
    public void The_files_for_its_labels_are_opened_before_it_joins_and_written_after()
    {
        string[] titles = Titles(Plain with { ApparmorProfile = "web", SelinuxLabel = "u:r:t:s0" });
        int joined = IndexOf(titles, "join the container's namespaces");
        Assert.True(IndexOf(titles, "open the files for labels") < joined);
        Assert.True(joined < IndexOf(titles, "enter the AppArmor profile web at execve"));
        Assert.True(joined < IndexOf(titles, "take the SELinux label u:r:t:s0 at execve"));
    }

    private static string[] Titles(Process process)
    {
        PlannedInit planned = ExecPlanner.Plan(77, process, PlannedSpecs.Default.Linux!, FixedFacts.Hybrid);
        return [.. planned.Plan.Steps.Select(step => step.Title)];
    }

    private static int IndexOf(string[] titles, string title)
    {
        int index = Array.IndexOf(titles, title);
        Assert.True(index >= 0, $"no step \"{title}\" in:\n{string.Join('\n', titles)}");
        return index;
    }
}
