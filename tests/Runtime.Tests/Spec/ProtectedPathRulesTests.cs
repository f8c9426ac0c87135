// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class ProtectedPathRulesTests
{
    [Theory]
    [InlineData("proc/kcore")]
    [InlineData("")]
    public void A_masked_path_is_absolute(string path) =>
        AssertRefused(
            WithLinux(linux => linux with { MaskedPaths = ["/proc/acpi", path] }),
            "$.linux.maskedPaths[1]",
            $"\"{path}\" is not absolute");

    [Fact]
    public void A_readonly_path_is_absolute() =>
        AssertRefused(
            WithLinux(linux => linux with { ReadonlyPaths = ["proc/sys"] }),
            "$.linux.readonlyPaths[0]",
            "\"proc/sys\" is not absolute");
}
