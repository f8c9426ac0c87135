// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class PersonalityRulesTests
{
    [Theory]
    [InlineData("LINUX")]
    [InlineData("LINUX32")]
    public void Two_domains_are_taken(string domain) => AssertTaken(With(new Personality { Domain = domain }));

    [Fact]
    public void Another_domain_is_refused() =>
        AssertRefused(
            With(new Personality { Domain = "BSD" }),
            "$.linux.personality.domain",
            "\"BSD\" is not a personality; known are LINUX, LINUX32");

    [Fact]
    public void Flags_are_a_warning() =>
        AssertWarned(
            With(new Personality { Domain = "LINUX", Flags = ["ADDR_NO_RANDOMIZE"] }),
            "$.linux.personality.flags: ignored: the specification defines none");

    private static RuntimeSpec With(Personality personality) =>
        WithLinux(linux => linux with { Personality = personality });
}
