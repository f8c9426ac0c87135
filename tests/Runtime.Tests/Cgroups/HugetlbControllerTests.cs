// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;

namespace Husk.Runtime.Tests.Cgroups;

public class HugetlbControllerTests
{
    private static Resources Pages(string size) =>
        new() { HugepageLimits = [new() { PageSize = size, Limit = 209715200 }] };

    [Fact]
    public void Pages_in_use_and_pages_reserved_are_limited_both()
    {
        Assert.Equal(
            ["hugetlb: hugetlb.2MB.limit_in_bytes <- 209715200", "hugetlb: hugetlb.2MB.rsvd.limit_in_bytes <- "
                + "209715200 (optional)"],
            Planned.Lines(Layouts.V1(), Pages("2MB")));
        Assert.Equal(
            ["unified: hugetlb.1GB.max <- 209715200", "unified: hugetlb.1GB.rsvd.max <- 209715200 (optional)"],
            Planned.Lines(Layouts.V2(), Pages("1GB")));
    }

    [Fact]
    public void On_a_hybrid_host_the_controller_that_v1_left_over_is_v2s_and_is_handed_down()
    {
        CgroupPlan plan = Planned.Plan(Layouts.Hybrid(), Pages("2MB"));
        Assert.Contains(plan.Writes, write => write.Hierarchy == "unified" && write.File == "hugetlb.2MB.max");
        Assert.Equal(["hugetlb"], plan.Directories[^1].Enable);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("2M")]
    [InlineData("../../x/2MB")]
    [InlineData("2mb")]
    public void A_page_size_that_could_lead_to_another_file_is_refused(string size) => Assert.Equal(
        $"$.linux.resources.hugepageLimits[0].pageSize: \"{size}\" is no page size; write it as 64KB, 2MB or 1GB",
        Planned.Refusal(Layouts.V2(), Pages(size)));
}
