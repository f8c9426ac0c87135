// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Cgroups;

namespace Husk.Runtime.Tests.Cgroups;

/// <summary>runtime-spec config-linux.md, "Cgroup ownership", rule by rule.</summary>
public sealed class CgroupOwnerTests
{
    [Theory]
    [InlineData(CgroupVersion.V2, true, "rw", 0u, 100000u)]
    [InlineData(CgroupVersion.V2, true, "rw", 1000u, 101000u)]
    [InlineData(CgroupVersion.V2, true, "ro", 0u, null)]
    [InlineData(CgroupVersion.V2, false, "rw", 0u, null)]
    [InlineData(CgroupVersion.V1, true, "rw", 0u, null)]
    [InlineData(CgroupVersion.Hybrid, true, "rw", 0u, null)]
    [InlineData(CgroupVersion.V2, true, "rw", 70000u, null)]
    public void The_owner_is_the_process_as_the_host_sees_it(
        CgroupVersion version, bool ownNamespace, string option, uint uid, uint? owner) =>
        Assert.Equal(
            owner, CgroupOwner.Of(
                Spec(
                    ownNamespace ? "" : "/proc/1/ns/cgroup", option, uid,
                    new IdMapping { ContainerId = 0, HostId = 100000, Size = 65536 }), version));

    [Theory]
    [InlineData(0u, null)]
    [InlineData(1000u, 1000u)]
    public void Without_a_user_namespace_ids_are_the_hosts(uint uid, uint? owner) =>
        Assert.Equal(owner, CgroupOwner.Of(Spec("", "rw", uid), CgroupVersion.V2));

    [Fact]
    public void Without_a_mount_nothing_is_given() =>
        Assert.Null(CgroupOwner.Of(Spec("", "rw", 1000) with { Mounts = [] }, CgroupVersion.V2));

    private static RuntimeSpec Spec(string namespacePath, string option, uint uid, params IdMapping[] maps) => new()
    {
        Process = new Process { User = new User { Uid = uid } },
        Linux =
            new LinuxSpec
            {
                Namespaces = [new Namespace { Type = "cgroup", Path = namespacePath }],
                UidMappings = maps,
            },
        Mounts =
        [
            new Mount
            {
                Destination = "/sys/fs/cgroup",
                Type = "cgroup",
                Source = "cgroup",
                Options = ["nosuid", option],
            },
        ],
    };
}
