// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class NamespaceRulesTests
{
    [Theory]
    [InlineData("net")]
    [InlineData("PID")]
    public void An_unknown_type_is_refused(string type) =>
        AssertRefused(
            With(new Namespace { Type = type }),
            "$.linux.namespaces[6].type",
            $"\"{type}\" is not a type of namespace; known are user, pid, ipc, uts, network, cgroup, time, mount");

    [Fact]
    public void A_missing_type_is_refused() =>
        AssertRefused(
            With(new Namespace()),
            "$.linux.namespaces[6].type",
            "is missing; known are user, pid, ipc, uts, network, cgroup, time, mount");

    [Fact]
    public void A_type_that_is_listed_twice_is_refused() =>
        AssertRefused(
            With(new Namespace { Type = "pid", Path = "/proc/1/ns/pid" }),
            "$.linux.namespaces[6].type",
            "pid is listed twice");

    [Fact]
    public void A_relative_path_is_refused() =>
        AssertRefused(
            With(new Namespace { Type = "time", Path = "ns/time" }),
            "$.linux.namespaces[6].path",
            "\"ns/time\" is not absolute");

    [Fact]
    public void A_namespace_may_be_joined() =>
        AssertTaken(With(new Namespace { Type = "time", Path = "/run/ns/time" }));

    private static RuntimeSpec With(Namespace last) =>
        WithLinux(linux => linux with { Namespaces = [.. linux.Namespaces, last] });
}
