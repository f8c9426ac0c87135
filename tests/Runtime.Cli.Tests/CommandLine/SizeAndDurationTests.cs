// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Tests.CommandLine;

/// <summary>What runc's libraries, docker/go-units and Go's time, make of the same texts.</summary>
public sealed class SizeAndDurationTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("32", 32L)]
    [InlineData("32b", 32L)]
    [InlineData("32B", 32L)]
    [InlineData("32k", 32L << 10)]
    [InlineData("32K", 32L << 10)]
    [InlineData("32kb", 32L << 10)]
    [InlineData("32Kb", 32L << 10)]
    [InlineData("32KiB", 32L << 10)]
    [InlineData("32Mb", 32L << 20)]
    [InlineData("32 Mb", 32L << 20)]
    [InlineData("32 ", 32L)]
    [InlineData("32Gb", 32L << 30)]
    [InlineData("32Tb", 32L << 40)]
    [InlineData("32Pb", 32L << 50)]
    [InlineData("32.5kB", 33280L)]
    [InlineData("0.3 K", 307L)]
    [InlineData(".3kB", 307L)]
    [InlineData("0.", 0L)]
    [InlineData("1e3", 1000L)]
    public void A_size_is_in_powers_of_1024(string text, long bytes) => Assert.Equal(bytes, ByteSize.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData(".")]
    [InlineData("-32")]
    [InlineData(" 32 ")]
    [InlineData("32m b")]
    [InlineData("32bm")]
    [InlineData("32Ki")]
    [InlineData("32Kibi")]
    [InlineData("32x")]
    [InlineData("1.2.3")]
    [InlineData("9999999P")]
    public void What_is_no_size_is_refused(string text) => Assert.Null(ByteSize.Parse(text));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5s", 5000)]
    [InlineData("+5s", 5000)]
    [InlineData("-5s", -5000)]
    [InlineData("100ms", 100)]
    [InlineData("1500us", 1.5)]
    [InlineData("1500µs", 1.5)]
    [InlineData("1.5h", 5_400_000)]
    [InlineData("1h15m30.5s", 4_530_500)]
    [InlineData(".5s", 500)]
    public void A_duration_is_a_sum_of_numbers_with_units(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), GoDuration.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("s")]
    [InlineData("5 s")]
    [InlineData("5d")]
    [InlineData("5s3")]
    [InlineData(".s")]
    [InlineData("1e3s")]
    [InlineData("99999999h")]
    public void What_is_no_duration_is_refused(string text) => Assert.Null(GoDuration.Parse(text));
}
