// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class HostnameRulesTests
{
    [Fact]
    public void A_hostname_needs_a_uts_namespace() =>
        AssertRefused(Valid.Without("uts"), "$.hostname", "needs a uts namespace, or it would rename the host");

    [Fact]
    public void A_domainname_needs_a_uts_namespace() =>
        AssertRefused(
            (Valid with { Hostname = "", Domainname = "d" }).Without("uts"),
            "$.domainname",
            "needs a uts namespace, or it would rename the host");

    [Fact]
    public void Without_names_no_uts_namespace_is_needed() =>
        AssertTaken((Valid with { Hostname = "" }).Without("uts"));

    [Fact]
    public void A_hostname_has_64_bytes_at_most()
    {
        AssertTaken(Valid with { Hostname = new string('a', 64) });
        AssertRefused(Valid with { Hostname = new string('ä', 33) }, "$.hostname", "is longer than 64 bytes");
    }
}
