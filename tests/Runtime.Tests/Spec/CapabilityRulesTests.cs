// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class CapabilityRulesTests
{
    private static readonly string[] Names = ["CAP_KILL", "CAP_FLY"];

    [Fact]
    public void An_unknown_name_is_a_warning_in_each_set()
    {
        Check(new Capabilities { Bounding = Names }, "bounding");
        Check(new Capabilities { Effective = Names }, "effective");
        Check(new Capabilities { Inheritable = Names }, "inheritable");
        Check(new Capabilities { Permitted = Names }, "permitted");
        Check(new Capabilities { Ambient = Names }, "ambient");

        static void Check(Capabilities capabilities, string set) => AssertWarned(
            WithProcess(p => p with { Capabilities = capabilities }),
            $"$.process.capabilities.{set}[1]: \"CAP_FLY\" is not a known capability, and is not granted");
    }
}
