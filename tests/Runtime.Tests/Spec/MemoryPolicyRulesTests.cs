// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class MemoryPolicyRulesTests
{
    private const string Path = "$.linux.memoryPolicy";

    [Fact]
    public void An_unknown_mode_is_refused() =>
        AssertRefused(
            With(new MemoryPolicy { Mode = "MPOL_NEAR" }),
            $"{Path}.mode",
            "\"MPOL_NEAR\" is not a memory policy; known are MPOL_DEFAULT, MPOL_BIND, MPOL_INTERLEAVE, "
            + "MPOL_WEIGHTED_INTERLEAVE, MPOL_PREFERRED, MPOL_PREFERRED_MANY, MPOL_LOCAL");

    [Fact]
    public void An_unknown_flag_is_refused() =>
        AssertRefused(
            With(new MemoryPolicy { Mode = "MPOL_BIND", Nodes = "0", Flags = ["MPOL_F_X"] }),
            $"{Path}.flags[0]",
            "\"MPOL_F_X\" is not a flag of a memory policy; known are MPOL_F_NUMA_BALANCING, MPOL_F_RELATIVE_NODES, "
            + "MPOL_F_STATIC_NODES");

    [Fact]
    public void Nodes_that_are_no_list_are_refused() =>
        AssertRefused(
            With(new MemoryPolicy { Mode = "MPOL_BIND", Nodes = "all" }),
            $"{Path}.nodes",
            "\"all\" is not a list of numbers such as \"0-3,7\"");

    [Theory]
    [InlineData("MPOL_DEFAULT")]
    [InlineData("MPOL_LOCAL")]
    public void A_mode_without_nodes_takes_none(string mode)
    {
        AssertTaken(With(new MemoryPolicy { Mode = mode }));
        AssertRefused(With(new MemoryPolicy { Mode = mode, Nodes = "0" }), $"{Path}.nodes", $"{mode} takes no nodes");
    }

    [Theory]
    [InlineData("MPOL_BIND")]
    [InlineData("MPOL_INTERLEAVE")]
    [InlineData("MPOL_WEIGHTED_INTERLEAVE")]
    [InlineData("MPOL_PREFERRED_MANY")]
    public void A_mode_of_nodes_needs_one(string mode)
    {
        AssertTaken(With(new MemoryPolicy { Mode = mode, Nodes = "0" }));
        AssertRefused(With(new MemoryPolicy { Mode = mode }), $"{Path}.nodes", $"{mode} needs at least one node");
    }

    [Fact]
    public void A_preferred_node_may_be_left_to_the_kernel()
    {
        AssertTaken(With(new MemoryPolicy { Mode = "MPOL_PREFERRED" }));
        AssertTaken(With(new MemoryPolicy { Mode = "MPOL_PREFERRED", Nodes = "1" }));
    }

    [Fact]
    public void Static_and_relative_nodes_exclude_each_other() =>
        AssertRefused(
            With(new MemoryPolicy
            {
                Mode = "MPOL_BIND",
                Nodes = "0",
                Flags = ["MPOL_F_STATIC_NODES", "MPOL_F_RELATIVE_NODES"],
            }),
            $"{Path}.flags",
            "MPOL_F_STATIC_NODES and MPOL_F_RELATIVE_NODES exclude each other");

    [Fact]
    public void Balancing_goes_with_a_binding_mode() =>
        AssertRefused(
            With(new MemoryPolicy { Mode = "MPOL_INTERLEAVE", Nodes = "0", Flags = ["MPOL_F_NUMA_BALANCING"] }),
            $"{Path}.flags",
            "MPOL_F_NUMA_BALANCING does not go with MPOL_INTERLEAVE");

    private static RuntimeSpec With(MemoryPolicy policy) => WithLinux(linux => linux with { MemoryPolicy = policy });
}
