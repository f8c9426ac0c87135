// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Conformance.Fixture;

namespace Husk.Conformance.Namespaces;

/// <summary>
/// runtime-spec, config-linux.md "Namespaces", `path`: the process is put into the namespace of that file.
/// </summary>
public sealed class JoinedNamespaceTests : ConformanceTest
{
    [ContainerTheory]
    [InlineData("network", "net")]
    [InlineData("ipc", "ipc")]
    [InlineData("uts", "uts")]
    [InlineData("pid", "pid")]
    [InlineData("cgroup", "cgroup")]
    public void A_namespace_with_a_path_is_joined(string type, string unshare)
    {
        using var holder = new NamespaceHolder(Sandbox, unshare);
        Facts facts = Facts(spec => spec.Namespace(type, holder.Path).Set("hostname", null));
        Assert.Equal(holder.Name, facts.Namespace(holder.Link));
    }

    [ContainerFact(RuncDiffers = "has no time namespaces before 1.2")]
    public void A_time_namespace_with_a_path_is_joined()
    {
        using var holder = new NamespaceHolder(Sandbox, "time");
        Facts facts = Facts(spec => spec.Namespace("time", holder.Path));
        Assert.Equal(holder.Name, facts.Namespace("time"));
    }

    [ContainerFact]
    public void A_user_namespace_with_a_path_and_its_mappings_is_joined() => JoinUserNamespace(mapped: true);

    [ContainerFact(RuncDiffers = "cannot read the mappings of a joined user namespace before 1.2")]
    public void A_user_namespace_with_a_path_is_joined_without_mappings() => JoinUserNamespace(mapped: false);

    [ContainerFact]
    public void In_a_joined_pid_namespace_the_process_is_one_among_others()
    {
        using var holder = new NamespaceHolder(Sandbox, "pid");
        Assert.True(Facts(spec => spec.Namespace("pid", holder.Path)).Number("pid") > 1);
    }

    [ContainerFact]
    public void A_joined_uts_namespace_keeps_its_host_name_when_the_config_has_none()
    {
        using var holder = new NamespaceHolder(Sandbox, "uts");
        Sandbox.Command("nsenter", "--uts=" + holder.Path, "hostname", "holder-of-uts").Succeeded();
        Assert.Equal("holder-of-uts",
            Facts(spec => spec.Namespace("uts", holder.Path).Set("hostname", null)).Text("hostname"));
    }

    [ContainerFact]
    public void Two_containers_share_the_namespaces_of_the_first()
    {
        Container first = Container().RunSleeping();
        Container second = Container(spec =>
        {
            foreach ((string type, string link) in ((string, string)[])[("network", "net"), ("ipc", "ipc"),
                ("uts", "uts"), ("pid", "pid")])
            {
                spec.Namespace(type, $"/proc/{first.Pid}/ns/{link}");
            }

            spec.Set("hostname", null);
        });
        Facts seen = second.RunFacts();
        foreach (string link in (string[])["net", "ipc", "uts", "pid"])
        {
            Assert.Equal(File.ResolveLinkTarget($"/proc/{first.Pid}/ns/{link}", false)!.Name, seen.Namespace(link));
        }
    }

    [ContainerFact]
    public void Deleting_a_container_leaves_the_namespace_it_had_joined()
    {
        using var holder = new NamespaceHolder(Sandbox, "net");
        string? name = holder.Name;
        Facts(spec => spec.Namespace("network", holder.Path));
        Assert.Equal(name, holder.Name);
        Sandbox.Command("nsenter", "--net=" + holder.Path, "true").Succeeded();
    }

    [ContainerFact]
    public void A_path_that_does_not_exist_is_refused() =>
        Container(spec => spec.Namespace("network", "/proc/self/no-such-namespace")).Run()
            .Failed(1, "/proc/self/no-such-namespace");

    [ContainerTheory]
    [InlineData("network", "/proc/1/ns/uts")]
    [InlineData("ipc", "/proc/1/ns/net")]
    public void A_path_of_another_type_of_namespace_is_refused(string type, string path)
    {
        Container container = Container(spec => spec.Namespace(type, path));
        Assert.Equal(1, container.Run().ExitCode);
        Sandbox.AssertNothingLeft();
    }

    [ContainerFact]
    public void A_path_that_is_an_ordinary_file_is_refused()
    {
        string file = Sandbox.MakeFile("not-a-namespace");
        Assert.Equal(1, Container(spec => spec.Namespace("network", file)).Run().ExitCode);
        Sandbox.AssertNothingLeft();
    }

    private void JoinUserNamespace(bool mapped)
    {
        using var holder = new NamespaceHolder(Sandbox, "user");
        Facts facts = Facts(spec =>
        {
            if (mapped)
            {
                spec.UserNamespace(hostId: 0, size: 1);
            }

            // Group 5 of /dev/pts and the cgroup mounts are not this user namespace's to use.
            spec.Namespace("user", holder.Path).WithoutMount("/dev/pts").WithoutMount("/sys/fs/cgroup");
        });
        Assert.Equal(holder.Name, facts.Namespace("user"));
        Assert.Equal(0, facts.Numbers("uid")[0]);
    }
}
