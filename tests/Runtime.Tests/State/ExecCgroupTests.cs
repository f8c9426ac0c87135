// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Tests.State;

/// <summary>Which cgroups `exec` enters.</summary>
public sealed class ExecCgroupTests
{
    [Theory]
    [InlineData("/c/own/init.scope", true, "/c/own/init.scope")]
    [InlineData("/c/own", true, "/c/own")]
    [InlineData("/c/own-other", true, "/c/own")]
    [InlineData("/c/elsewhere", true, "/c/own")]
    [InlineData(null, true, "/c/own")]
    [InlineData("/c/elsewhere", false, "/c/elsewhere")]
    [InlineData(null, false, "/c/own")]
    public void Where_its_own_takes_no_process_it_is_the_one_of_the_first_process(
        string? init, bool isThere, string entered) =>
        Assert.Equal(entered, ExecCgroup.Whereto("/c/own", init, isThere));

    [Theory]
    [InlineData("", "cpu,cpuacct", "")]
    [InlineData("a/b", "cpu,cpuacct", "/a/b")]
    [InlineData("/a//b/", "unified", "/a/b")]
    [InlineData("/", "unified", "")]
    [InlineData("cpu:a", "cpu,cpuacct", "/a")]
    [InlineData("cpu:a", "memory", "")]
    [InlineData("cpu,memory:a pids:b", "memory", "/a")]
    [InlineData("cpu,memory:a pids:b", "pids", "/b")]
    [InlineData("cpu,memory:a pids:b", "unified", "")]
    [InlineData("name=systemd:a", "name=systemd", "/a")]
    public void A_wish_is_for_one_hierarchy_or_for_all(string wishes, string hierarchy, string below) =>
        Assert.Equal(below, SubCgroup.In(hierarchy, SubCgroup.Parse(Words(wishes))));

    [Theory]
    [InlineData("a b", "invalid --cgroup argument: a (missing <controller>: prefix)")]
    [InlineData("cpu:a b", "invalid --cgroup argument: b (missing <controller>: prefix)")]
    [InlineData(":a", "invalid --cgroup argument: :a (empty <controller> prefix)")]
    [InlineData("cpu,:a", "invalid --cgroup argument: cpu,:a (empty <controller> prefix)")]
    [InlineData("cpu:a cpu:b", "invalid --cgroup argument(s): controller cpu specified multiple times")]
    [InlineData("../a", "bad sub cgroup path: ../a: it leads out of the container's cgroup")]
    [InlineData("cpu:a/..", "bad sub cgroup path: a/..: it leads out of the container's cgroup")]
    public void What_makes_no_sense_is_refused_in_the_words_of_runc(string wishes, string message) =>
        Assert.Equal(message, Assert.Throws<LifecycleException>(() => SubCgroup.Parse(Words(wishes))).Message);

    private static string[] Words(string text) => [.. text.Split(' ').Where(word => word.Length > 0)];
}
