// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class RdmaControllerTests
{
    private static Resources Rdma(RdmaLimit limit) =>
        new() { Rdma = new Dictionary<string, RdmaLimit> { ["mlx5_1"] = limit } };

    [Theory]
    [InlineData(CgroupVersion.V1, "rdma")]
    [InlineData(CgroupVersion.V2, "unified")]
    public void Both_versions_have_one_file(CgroupVersion version, string hierarchy)
    {
        Assert.Equal(
            [$"{hierarchy}: rdma.max <- mlx5_1 hca_handle=3 hca_object=10000"],
            Planned.Lines(Layouts.Of(version), Rdma(new() { HcaHandles = 3, HcaObjects = 10000 })));
        Assert.Equal(
            [$"{hierarchy}: rdma.max <- mlx5_1 hca_object=5"], Planned.Lines(
                Layouts.Of(version), Rdma(new() { HcaObjects = 5 })));
    }

    [Fact]
    public void A_device_without_a_limit_is_refused() => Assert.Equal(
        "$.linux.resources.rdma.mlx5_1: has neither hcaHandles nor hcaObjects; give at least one",
        Planned.Refusal(Layouts.V2(), Rdma(new())));
}
