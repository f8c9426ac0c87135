// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class IdMappingRulesTests
{
    [Fact]
    public void A_mapping_of_no_ids_is_refused() =>
        AssertRefused(With(Map(0, 0, 0)), "$.linux.uidMappings[0].size", "is zero");

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_mapping_beyond_the_last_id_is_refused(uint container, uint host) =>
        AssertRefused(
            With(Map(container, host, uint.MaxValue)),
            "$.linux.uidMappings[0].size",
            "4294967295 goes beyond the last id, 4294967294");

    [Fact]
    public void Every_id_there_is_can_be_mapped() => AssertTaken(With(Map(0, 0, uint.MaxValue)));

    [Fact]
    public void Container_ids_that_are_mapped_twice_are_refused() =>
        AssertRefused(
            With(Map(0, 1000, 10), Map(9, 2000, 10)),
            "$.linux.uidMappings[1]",
            "maps container ids that entry 0 maps too");

    [Fact]
    public void Host_ids_that_are_mapped_twice_are_refused() =>
        AssertRefused(
            With(Map(0, 1000, 10), Map(10, 2000, 10), Map(20, 1009, 1)),
            "$.linux.uidMappings[2]",
            "maps host ids that entry 0 maps too");

    [Fact]
    public void Neighbours_are_taken() => AssertTaken(With(Map(0, 1000, 10), Map(10, 1010, 10), Map(20, 0, 1000)));

    [Fact]
    public void More_lines_than_the_kernel_takes_are_refused()
    {
        AssertTaken(With(Lines(340)));
        AssertRefused(With(Lines(341)), "$.linux.uidMappings", "has 341 entries, and the kernel takes 340 at most");

        static IdMapping[] Lines(int count) =>
            [.. Enumerable.Range(0, count).Select(i => Map((uint)i, (uint)i + 1000, 1))];
    }

    [Fact]
    public void Gid_mappings_are_checked_too() =>
        AssertRefused(WithUserNamespace("", RootOnly, [Map(0, 0, 0)]), "$.linux.gidMappings[0].size", "is zero");

    private static IdMapping Map(uint container, uint host, uint size) =>
        new() { ContainerId = container, HostId = host, Size = size };

    private static RuntimeSpec With(params IdMapping[] uids) => WithUserNamespace("", uids, RootOnly);
}
