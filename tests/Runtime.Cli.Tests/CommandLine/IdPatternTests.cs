// SPDX-License-Identifier: Apache-2.0
using System.Text.RegularExpressions;
using Husk.Runtime.Cli.CommandLine;
using Husk.Runtime.Lifecycle;

namespace Husk.Runtime.Cli.Tests.CommandLine;

public sealed class IdPatternTests
{
    private static readonly string[] Ids =
        ["a", "b", "ab", "abc", "test-1", "test-22", "web.1", "web_1", "a+b", "xaay", "-", "abab"];

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("^a$")]
    [InlineData("test-*")]
    [InlineData("^test-[0-9]+$")]
    [InlineData("^web.1$")]
    [InlineData("^web\\.1$")]
    [InlineData("a\\+b")]
    [InlineData("a?b")]
    [InlineData("^(ab)+$")]
    [InlineData("^(a|b|abc)$")]
    [InlineData("^(a*)*$")]
    [InlineData("^a*b?c?$")]
    [InlineData("[^a-z0-9]")]
    [InlineData("^[-]$")]
    [InlineData("[a-]1")]
    [InlineData("^x(a+)+y$")]
    [InlineData("1$|^a$")]
    [InlineData("(|b)c")]
    public void It_matches_what_the_librarys_expressions_match(string pattern)
    {
        var expression = new IdPattern(pattern);
        var witness = new Regex(pattern, RegexOptions.CultureInvariant);
        Assert.All(Ids, id => Assert.Equal(witness.IsMatch(id), expression.IsMatch(id)));
    }

    [Theory]
    [InlineData("(a", "a ( that is not closed")]
    [InlineData("a)", "a ) that closes nothing")]
    [InlineData("[a", "a [ that is not closed")]
    [InlineData("[]", "a [ that is not closed")]
    [InlineData("*a", "a * after nothing")]
    [InlineData("a\\", "a \\ before nothing")]
    public void What_is_no_expression_is_refused(string pattern, string why) => Assert.Equal(
        $"--regex {pattern}: not a regular expression: {why}",
        Assert.Throws<LifecycleException>(() => new IdPattern(pattern)).Message);
}
