// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class AnnotationRulesTests
{
    [Fact]
    public void An_annotation_without_a_key_is_refused() =>
        AssertRefused(
            Valid with { Annotations = new Dictionary<string, string> { [""] = "x" } },
            "$.annotations",
            "has an empty key");

    [Fact]
    public void An_annotation_without_a_value_is_taken() =>
        AssertTaken(Valid with { Annotations = new Dictionary<string, string> { ["x"] = "" } });
}
