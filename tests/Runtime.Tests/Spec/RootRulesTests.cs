// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class RootRulesTests
{
    [Fact]
    public void A_missing_root_is_refused() =>
        AssertRefused(
            Valid with { Root = null },
            "$.root",
            "is missing; name the directory of the root filesystem in $.root.path");

    [Fact]
    public void A_root_without_a_path_is_refused() =>
        AssertRefused(
            Valid with { Root = new Root() }, "$.root.path", "is missing; name the directory of the root filesystem");
}
