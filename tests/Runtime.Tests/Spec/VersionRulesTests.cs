// SPDX-License-Identifier: Apache-2.0
using static Husk.Runtime.Tests.Spec.SpecFixture;

namespace Husk.Runtime.Tests.Spec;

public class VersionRulesTests
{
    [Theory]
    [InlineData("1.0.0")]
    [InlineData("1.0.2-dev")]
    [InlineData("1.3.0")]
    [InlineData("1.9.12-rc.1+build")]
    public void Every_1_x_version_is_taken(string version) => AssertTaken(Valid with { OciVersion = version });

    [Fact]
    public void A_missing_version_is_refused() =>
        AssertRefused(Valid with { OciVersion = "" }, "$.ociVersion", "is missing; write \"1.3.0\"");

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("1.0.0.0")]
    [InlineData("1.0.x")]
    [InlineData("1..0")]
    [InlineData("1.0.01")]
    [InlineData("1.0.0-")]
    [InlineData("v1.0.0")]
    public void What_is_no_semantic_version_is_refused(string version) =>
        AssertRefused(
            Valid with { OciVersion = version }, "$.ociVersion", $"\"{version}\" is not a version such as \"1.3.0\"");

    [Theory]
    [InlineData("0.5.0-dev")]
    [InlineData("2.0.0")]
    [InlineData("10.0.0")]
    public void Another_major_version_is_refused(string version) =>
        AssertRefused(
            Valid with { OciVersion = version }, "$.ociVersion", $"{version} is not supported; 1.0.0 to 1.3.0 are");
}
