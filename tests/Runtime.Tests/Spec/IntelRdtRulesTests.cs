// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class IntelRdtRulesTests
{
    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("../a")]
    public void A_group_that_is_no_directory_name_is_refused(string group) =>
        AssertRefused(
            With(new IntelRdt { ClosId = group }), "$.linux.intelRdt.closID", $"\"{group}\" cannot name a directory");

    [Fact]
    public void The_default_group_can_be_named() => AssertTaken(With(new IntelRdt { ClosId = "/" }));

    [Fact]
    public void A_schema_is_one_line()
    {
        Check(new IntelRdt { L3CacheSchema = "L3:0=f\n" }, "l3CacheSchema");
        Check(new IntelRdt { MemBwSchema = "MB:0=1\nx" }, "memBwSchema");
        Check(new IntelRdt { Schemata = ["L3:0=f", "\n"] }, "schemata[1]");

        static void Check(IntelRdt rdt, string member) =>
            AssertRefused(With(rdt), $"$.linux.intelRdt.{member}", "is more than one line");
    }

    [Fact]
    public void A_schema_of_memory_bandwidth_begins_with_MB() =>
        AssertRefused(
            With(new IntelRdt { MemBwSchema = "L3:0=f" }),
            "$.linux.intelRdt.memBwSchema",
            "does not begin with \"MB:\"");

    [Fact]
    public void Right_schemata_are_taken() =>
        AssertTaken(With(new IntelRdt
        {
            ClosId = "gold",
            L3CacheSchema = "L3:0=f",
            MemBwSchema = "MB:0=70",
            Schemata = ["L2:0=f"],
        }));

    private static RuntimeSpec With(IntelRdt rdt) => WithLinux(linux => linux with { IntelRdt = rdt });
}
