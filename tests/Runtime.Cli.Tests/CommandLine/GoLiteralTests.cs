// SPDX-License-Identifier: Apache-2.0
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Tests.CommandLine;

public sealed class GoLiteralTests
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("true", true)]
    [InlineData("TRUE", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("false", false)]
    [InlineData("FALSE", false)]
    [InlineData("False", false)]
    [InlineData("tRUE", null)]
    [InlineData("yes", null)]
    [InlineData("", null)]
    public void Booleans_are_the_twelve_that_Go_knows(string text, bool? expected) =>
        Assert.Equal(expected, GoLiteral.Bool(text));

    [Theory]
    [InlineData("0", 0L)]
    [InlineData("42", 42L)]
    [InlineData("+42", 42L)]
    [InlineData("-42", -42L)]
    [InlineData("0x1f", 31L)]
    [InlineData("0X1F", 31L)]
    [InlineData("0o17", 15L)]
    [InlineData("017", 15L)]
    [InlineData("0b101", 5L)]
    [InlineData("-0x10", -16L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("-9223372036854775809", null)]
    [InlineData("18446744073709551616", null)]
    [InlineData("99999999999999999999999", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData("0x", null)]
    [InlineData("08", null)]
    [InlineData("0b2", null)]
    [InlineData("1f", null)]
    [InlineData("x", null)]
    [InlineData("1 ", null)]
    [InlineData("--1", null)]
    public void Numbers_are_read_in_the_base_their_prefix_says(string text, long? expected) =>
        Assert.Equal(expected, GoLiteral.Number(text));
}
