// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class MountNamespaceRulesTests
{
    private static readonly RuntimeSpec Bare = Valid with
    {
        Root = new Root { Path = "rootfs" },
        Mounts = [],
        Linux = new LinuxSpec { Namespaces = [new Namespace { Type = "pid" }, new Namespace { Type = "uts" }] },
    };

    [Fact]
    public void A_container_that_leaves_the_mount_table_alone_needs_no_mount_namespace() => AssertTaken(Bare);

    public static TheoryData<string> Changes =>
        ["$.mounts", "$.root.readonly", "$.linux.devices", "$.linux.rootfsPropagation"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void What_is_mounted_in_the_hosts_namespace_is_a_warning(string member) =>
        AssertWarned(
            With(member), member + ": there is no mount namespace, so the host sees it below the root filesystem");

    [Theory]
    [MemberData(nameof(Changes))]
    public void With_a_user_namespace_it_cannot_be_mounted_there(string member) =>
        AssertRefused(InUserNamespace(With(member)), member, "needs a mount namespace");

    [Fact]
    public void Masked_paths_need_a_mount_namespace() =>
        AssertRefused(
            Bare with { Linux = Bare.Linux! with { MaskedPaths = ["/proc/kcore"] } },
            "$.linux.maskedPaths",
            "needs a mount namespace");

    [Fact]
    public void Readonly_paths_need_a_mount_namespace() =>
        AssertRefused(
            Bare with { Linux = Bare.Linux! with { ReadonlyPaths = ["/proc/sys"] } },
            "$.linux.readonlyPaths",
            "needs a mount namespace");

    private static RuntimeSpec With(string member) => member switch
    {
        "$.mounts" => Bare with { Mounts = Valid.Mounts },
        "$.root.readonly" => Bare with { Root = Valid.Root },
        "$.linux.devices" =>
            Bare with { Linux = Bare.Linux! with { Devices = [new Device { Type = "p", Path = "/dev/pipe" }] } },
        _ => Bare with { Linux = Bare.Linux! with { RootfsPropagation = "slave" } },
    };

    private static RuntimeSpec InUserNamespace(RuntimeSpec spec)
    {
        IdMapping[] map = [new IdMapping { HostId = 100000, Size = 1000 }];
        return spec with
        {
            Linux = spec.Linux! with
            {
                Namespaces = [.. spec.Linux.Namespaces, new Namespace { Type = "user" }],
                UidMappings = map,
                GidMappings = map,
            },
        };
    }
}
