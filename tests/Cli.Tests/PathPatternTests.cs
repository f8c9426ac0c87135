// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.Commands;
using Husk.Engine;

namespace Husk.Cli.Tests;

/// <summary>Go's path.Match (pkg.go.dev/path).</summary>
public sealed class PathPatternTests
{
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "ab/c", false)]
    [InlineData("a*/b", "abc/b", true)]
    [InlineData("a*/b", "a/c/b", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/f", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("ab[c]", "abc", true)]
    [InlineData("ab[b-d]", "abc", true)]
    [InlineData("ab[e-g]", "abc", false)]
    [InlineData("ab[^c]", "abc", false)]
    [InlineData("ab[^e-g]", "abc", true)]
    [InlineData("a\\*b", "a*b", true)]
    [InlineData("a\\*b", "ab", false)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("[\\-x]", "-", true)]
    [InlineData("a", "ab", false)]
    [InlineData("ab", "a", false)]
    [InlineData("", "", true)]
    public void Matches_as_in_Go(string pattern, string text, bool expected)
    {
        PathPattern.Require(pattern);
        Assert.Equal(expected, PathPattern.Matches(pattern, text));
    }

    [Theory]
    [InlineData("[]a]")]
    [InlineData("[-]")]
    [InlineData("[x-]")]
    [InlineData("[")]
    [InlineData("[^")]
    [InlineData("[a")]
    [InlineData("a\\")]
    public void What_is_no_pattern_is_refused(string pattern) =>
        Assert.Equal(
            "syntax error in pattern", Assert.Throws<EngineException>(() => PathPattern.Require(pattern)).Message);
}
