// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class SysctlRulesTests
{
    [Theory]
    [InlineData("kernel.shmmax", "ipc")]
    [InlineData("kernel.msgmax", "ipc")]
    [InlineData("kernel.msgmnb", "ipc")]
    [InlineData("kernel.msgmni", "ipc")]
    [InlineData("kernel.sem", "ipc")]
    [InlineData("kernel.shmall", "ipc")]
    [InlineData("kernel.shmmni", "ipc")]
    [InlineData("kernel.shm_rmid_forced", "ipc")]
    [InlineData("fs.mqueue.msg_max", "ipc")]
    [InlineData("fs/mqueue/msg_max", "ipc")]
    [InlineData("net.ipv4.ip_forward", "network")]
    [InlineData("net/ipv4/conf/eth0.100/forwarding", "network")]
    [InlineData("kernel.domainname", "uts")]
    public void A_parameter_needs_the_namespace_that_keeps_it_apart(string name, string type)
    {
        AssertTaken(With(name));
        AssertRefused(
            (With(name) with { Hostname = "" }).Without(type),
            $"$.linux.sysctl[\"{name}\"]",
            $"needs a namespace of type {type}, or it would be set for the host");
    }

    [Fact]
    public void A_domainname_that_is_said_twice_is_said_the_same()
    {
        RuntimeSpec twice = With(
            "kernel.domainname") with
        { Domainname = With("kernel.domainname").Linux!.Sysctl["kernel.domainname"] };
        AssertTaken(twice);
        AssertRefused(
            twice with { Domainname = "another.example" },
            "$.linux.sysctl[\"kernel.domainname\"]",
            "is what $.domainname is for, and says something else");
    }

    [Fact]
    public void A_parameter_of_users_needs_a_user_namespace()
    {
        AssertRefused(
            With("user.max_pid_namespaces"),
            "$.linux.sysctl[\"user.max_pid_namespaces\"]",
            "needs a namespace of type user, or it would be set for the host");
        RuntimeSpec spec = WithUserNamespace("", RootOnly, RootOnly);
        AssertTaken(spec with { Linux = spec.Linux! with { Sysctl = Value("user.max_pid_namespaces") } });
    }

    [Theory]
    [InlineData("kernel.hostname")]
    [InlineData("kernel/hostname")]
    public void The_hostname_is_not_set_this_way(string name) =>
        AssertRefused(With(name), $"$.linux.sysctl[\"{name}\"]", "is what $.hostname is for");

    [Theory]
    [InlineData("kernel.core_pattern")]
    [InlineData("vm.swappiness")]
    [InlineData("kernel.sem.x")]
    [InlineData("netx.y")]
    [InlineData("net")]
    public void A_parameter_of_the_whole_host_is_refused(string name) =>
        AssertRefused(
            With(name),
            $"$.linux.sysctl{Husk.Oci.Json.JsonPath.Member(name)}",
            "belongs to no namespace: it would be set for the host");

    [Theory]
    [InlineData("net/../kernel/core_pattern")]
    [InlineData("net.//.kernel.core_pattern")]
    [InlineData("/net/ipv4/ip_forward")]
    [InlineData("net..ipv4")]
    [InlineData("")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        AssertRefused(With(name), $"$.linux.sysctl[\"{name}\"]", "is not the name of a kernel parameter");

    private static RuntimeSpec With(string name) => WithLinux(linux => linux with { Sysctl = Value(name) });

    private static Dictionary<string, string> Value(string name) => new() { [name] = "1" };
}
