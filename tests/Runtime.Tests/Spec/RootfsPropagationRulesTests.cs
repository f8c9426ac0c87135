// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class RootfsPropagationRulesTests
{
    [Theory]
    [InlineData("shared")]
    [InlineData("rshared")]
    [InlineData("slave")]
    [InlineData("rslave")]
    [InlineData("private")]
    [InlineData("rprivate")]
    [InlineData("unbindable")]
    [InlineData("runbindable")]
    public void The_propagations_of_the_kernel_are_taken(string word) =>
        AssertTaken(WithLinux(linux => linux with { RootfsPropagation = word }));

    [Theory]
    [InlineData("ro")]
    [InlineData("Private")]
    [InlineData("dependent")]
    public void Another_word_is_refused(string word) =>
        AssertRefused(
            WithLinux(linux => linux with { RootfsPropagation = word }),
            "$.linux.rootfsPropagation",
            $"\"{word}\" is no mount propagation; known are shared, slave, private, unbindable, "
            + "rshared, rslave, rprivate, runbindable");
}
