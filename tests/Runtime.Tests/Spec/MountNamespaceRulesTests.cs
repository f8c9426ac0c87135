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

    [Fact]
    public void A_readonly_root_needs_a_mount_namespace() =>
        AssertRefused(Bare with { Root = Valid.Root }, "$.root.readonly", "needs a mount namespace");

    [Fact]
    public void Mounts_need_a_mount_namespace() =>
        AssertRefused(Bare with { Mounts = Valid.Mounts }, "$.mounts", "needs a mount namespace");

    [Fact]
    public void Devices_need_a_mount_namespace() =>
        AssertRefused(
            Bare with { Linux = Bare.Linux! with { Devices = [new Device { Type = "p", Path = "/dev/pipe" }] } },
            "$.linux.devices",
            "needs a mount namespace");

    [Fact]
    public void Propagation_needs_a_mount_namespace() =>
        AssertRefused(
            Bare with { Linux = Bare.Linux! with { RootfsPropagation = "slave" } },
            "$.linux.rootfsPropagation",
            "needs a mount namespace");

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
}
