// SPDX-License-Identifier: Apache-2.0
using Husk.Oci.RuntimeSpec;
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class IoPriorityRulesTests
{
    [Fact]
    public void An_unknown_class_is_refused() =>
        AssertRefused(
            With(new IoPriority { Class = "IOPRIO_CLASS_NONE" }),
            "$.process.ioPriority.class",
            "\"IOPRIO_CLASS_NONE\" is not an I/O scheduling class; known are IOPRIO_CLASS_RT, IOPRIO_CLASS_BE, "
            + "IOPRIO_CLASS_IDLE");

    [Theory]
    [InlineData(-1)]
    [InlineData(8)]
    public void A_priority_outside_its_range_is_refused(int priority) =>
        AssertRefused(
            With(new IoPriority { Class = "IOPRIO_CLASS_BE", Priority = priority }),
            "$.process.ioPriority.priority",
            $"{priority} is not in the range 0 to 7");

    [Fact]
    public void The_ends_of_the_range_are_taken()
    {
        AssertTaken(With(new IoPriority { Class = "IOPRIO_CLASS_BE", Priority = 0 }));
        AssertTaken(With(new IoPriority { Class = "IOPRIO_CLASS_RT", Priority = 7 }));
    }

    private static RuntimeSpec With(IoPriority priority) => WithProcess(p => p with { IoPriority = priority });
}
