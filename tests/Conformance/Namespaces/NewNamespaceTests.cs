// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>
/// runtime-spec, config-linux.md "Namespaces": listed without a path is new, not listed is the runtime's own.
/// </summary>
public sealed class NewNamespaceTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("pid", "pid")]
    [InlineData("network", "net")]
    [InlineData("ipc", "ipc")]
    [InlineData("uts", "uts")]
    [InlineData("mount", "mnt")]
    [InlineData("cgroup", "cgroup")]
    public void A_listed_namespace_is_new(string type, string link) =>
        Assert.NotEqual(Host(link), Facts(spec => spec.Namespace(type)).Namespace(link));

    [ContainerFact]
    public void A_listed_user_namespace_is_new() =>
        Assert.NotEqual(Host("user"), Facts(spec => spec.UserNamespace()).Namespace("user"));

    [ContainerFact(RuncDiffers = "has no time namespaces before 1.2")]
    public void A_listed_time_namespace_is_new() =>
        Assert.NotEqual(Host("time"), Facts(spec => spec.Namespace("time")).Namespace("time"));

    [ContainerTheory]
    [InlineData("pid", "pid")]
    [InlineData("network", "net")]
    [InlineData("ipc", "ipc")]
    [InlineData("uts", "uts")]
    [InlineData("cgroup", "cgroup")]
    [InlineData("user", "user")]
    [InlineData("time", "time")]
    public void An_absent_namespace_is_the_runtimes_own(string type, string link)
    {
        Facts facts = Facts(spec =>
        {
            spec.WithoutNamespace(type);
            if (type == "uts")
            {
                spec.Set("hostname", null);
            }
            else if (type == "network")
            {
                // sysfs belongs to a network namespace, and mounting it takes rights over that one (sysfs(5)).
                spec.WithoutMount("/sys").WithoutMount("/sys/fs/cgroup");
            }
            else if (type == "ipc")
            {
                spec.WithoutMount("/dev/mqueue");
            }
        });
        Assert.Equal(Host(link), facts.Namespace(link));
    }

    [ContainerFact]
    public void The_process_is_pid_1_of_a_new_pid_namespace()
    {
        Facts facts = Facts();
        Assert.Equal((1, 0), (facts.Number("pid"), facts.Number("ppid")));
    }

    [ContainerFact]
    public void The_process_leads_its_own_session_and_process_group()
    {
        Facts facts = Facts();
        Assert.Equal((1, 1), (facts.Number("sid"), facts.Number("pgid")));
    }

    [ContainerFact]
    public void A_new_network_namespace_has_a_loopback_that_is_up_and_nothing_else_that_is()
    {
        Facts facts = Facts();
        Assert.Equal(["lo"], facts["interfaces"]!.AsObject().Where(entry => (bool)entry.Value!["up"]!)
            .Select(entry => entry.Key));
        Assert.True((bool)facts["interfaces"]!["lo"]!["loopback"]!);
    }

    [ContainerFact]
    public void The_hosts_network_is_inherited_with_its_interfaces()
    {
        Facts facts =
            Facts(spec => spec.WithoutNamespace("network").WithoutMount("/sys").WithoutMount("/sys/fs/cgroup"));
        foreach (string name in Directory.EnumerateDirectories("/sys/class/net")
            .Select(path => Path.GetFileName(path)!))
        {
            Assert.Contains(name, facts["interfaces"]!.AsObject().Select(entry => entry.Key));
        }
    }

    [ContainerFact]
    public void A_new_cgroup_namespace_has_the_containers_cgroup_as_its_root()
    {
        Facts facts = Facts(spec => spec.Namespace("cgroup"));
        Assert.All(facts["cgroups"]!.AsObject()
            .Where(entry => HostCgroups.Controllers.Contains(entry.Key) || entry.Key == "unified"),
            entry => Assert.Equal("/", (string)entry.Value!));
    }

    [ContainerFact]
    public void Without_a_cgroup_namespace_the_process_sees_its_cgroups_whole_path()
    {
        Container container = Container(spec => spec.WithoutNamespace("cgroup"));
        Facts facts = container.RunFacts();
        string controller = HostCgroups.Unified ? "unified" : "pids";
        Assert.Equal(container.CgroupsPath, (string)facts["cgroups"]![controller]!);
    }

    [ContainerFact]
    public void A_namespace_listed_twice_is_refused() =>
        Container(spec => spec["linux.namespaces"]!.AsArray()
            .Add(System.Text.Json.Nodes.JsonNode.Parse("""{"type":"pid"}""")))
            .Run().Failed(1, "pid");

    private static string Host(string link) => File.ResolveLinkTarget("/proc/self/ns/" + link, false)!.Name;
}
