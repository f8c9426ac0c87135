// SPDX-License-Identifier: Apache-2.0
using Husk.Build.Syntax;

namespace Husk.Build.Tests.Syntax;

/// <summary>What Go prints for the same values.</summary>
public sealed class GoTextTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1, "1ns")]
    [InlineData(1_500, "1.5µs")]
    [InlineData(2_000_000, "2ms")]
    [InlineData(30_000_000_000, "30s")]
    [InlineData(1_500_000_000, "1.5s")]
    [InlineData(90_000_000_000, "1m30s")]
    [InlineData(3_600_000_000_000, "1h0m0s")]
    public void Durations(long nanoseconds, string text) => Assert.Equal(text, GoText.Duration(nanoseconds));

    [Fact]
    public void Quotes()
    {
        Assert.Equal(
            """["a \"b\"" "c\\d" "\t\n" "é" "\x01"]""", GoText.Quoted(["a \"b\"", "c\\d", "\t\n", "é", "\u0001"]));
        Assert.Equal("[a b]", GoText.Plain(["a", "b"]));
    }
}
