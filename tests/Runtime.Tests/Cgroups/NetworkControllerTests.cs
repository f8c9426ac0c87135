// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class NetworkControllerTests
{
    private static readonly Resources Marks = new()
    {
        Network =
            new()
            {
                ClassId = 1048577,
                Priorities = [new() { Name = "eth0", Priority = 500 }, new() { Name = "eth1", Priority = 1000 }],
            },
    };

    [Fact]
    public void V1_marks_packets() => Assert.Equal(
        [
            "net_cls,net_prio: net_cls.classid <- 1048577", "net_cls,net_prio: net_prio.ifpriomap <- eth0 500",
            "net_cls,net_prio: net_prio.ifpriomap <- eth1 1000",
        ],
        Planned.Lines(Layouts.V1(), Marks));

    [Fact]
    public void V2_has_no_marks()
    {
        Assert.Equal(
            "$.linux.resources.network.classID: cgroup v2 has no net_cls; leave it out", Planned.Refusal(
                Layouts.V2(), Marks));
        Assert.Equal(
            "$.linux.resources.network.priorities[0]: cgroup v2 has no net_prio; leave it out",
            Planned.Refusal(Layouts.V2(), new() { Network = Marks.Network! with { ClassId = null } }));
    }

    [Fact]
    public void Without_the_controller_the_field_is_named() => Assert.StartsWith(
        "$.linux.resources.network.classID: this host has no net_cls cgroup controller",
        Planned.Refusal(Layouts.V1("net_cls,net_prio"), Marks));
}
