// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Cli.Output;

namespace Husk.Cli.Tests.Output;

/// <summary>docker/go-units, whose words scripts and eyes know.</summary>
public sealed class HumanTests
{
    [Theory]
    [InlineData(0, "0B")]
    [InlineData(999, "999B")]
    [InlineData(1000, "1kB")]
    [InlineData(1536, "1.54kB")]
    [InlineData(4_261_550, "4.26MB")]
    [InlineData(77_900_000, "77.9MB")]
    [InlineData(124_000_000, "124MB")]
    [InlineData(1_090_000_000, "1.09GB")]
    public void Sizes(long bytes, string text) => Assert.Equal(text, Human.Size(bytes));

    [Theory]
    [InlineData(0.4, "Less than a second")]
    [InlineData(1, "1 second")]
    [InlineData(59, "59 seconds")]
    [InlineData(60, "About a minute")]
    [InlineData(3599, "59 minutes")]
    [InlineData(3600, "About an hour")]
    [InlineData(47 * 3600, "47 hours")]
    [InlineData(48 * 3600, "2 days")]
    [InlineData(14 * 86400, "2 weeks")]
    [InlineData(60 * 86400, "2 months")]
    [InlineData(730 * 86400, "2 years")]
    public void Durations(double seconds, string text) =>
        Assert.Equal(text, Human.Duration(TimeSpan.FromSeconds(seconds)));
}
