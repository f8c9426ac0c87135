// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Build.Syntax;

namespace Husk.Build.Tests.Syntax;

/// <summary>Cases learnt from BuildKit's shell/envVarTest, shell/wordsTest and lex_test.go.</summary>
public sealed class VariableExpansionTests
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        ["PWD"] = "/home",
        ["NULL"] = "",
        ["X"] = "xxyy",
        ["STARS"] = "a***yy*",
        ["WORDS"] = " ab c ",
        ["NEEDLE"] = "/?/",
        ["PATHS"] = "/a/foo/b/c.txt",
        ["HAN"] = "한국어",
        ["ROCKET"] = "🖖🚀👽",
        ["SPECIAL"] = "()[]{}^$.*?|\\x",
        ["VERSION"] = "1.22.3",
    };

    [Theory]
    [InlineData("hello", "hello")]
    [InlineData("he'll'o", "hello")]
    [InlineData(@"he\'llo", "he'llo")]
    [InlineData(@"abc\tdef", "abctdef")]
    [InlineData(@"""abc\tdef""", @"abc\tdef")]
    [InlineData(@"""abc\\tdef""", @"abc\tdef")]
    [InlineData(@"'abc\tdef'", @"abc\tdef")]
    [InlineData(@"hello\", "hello")]
    [InlineData(@"hello\\", @"hello\")]
    [InlineData(@"'hello\'", @"hello\")]
    [InlineData("\"hel'lo\"", "hel'lo")]
    [InlineData("$.", "$.")]
    [InlineData("he$1x", "hex")]
    [InlineData("he$.x", "he$.x")]
    [InlineData("he$PWD.", "he/home.")]
    [InlineData(@"he\$PWD", "he$PWD")]
    [InlineData(@"he\\$PWD", @"he\/home")]
    [InlineData(@"""he\$PWD""", "he$PWD")]
    [InlineData("'$PWD'", "$PWD")]
    [InlineData("\"he'$PWD'\"", "he'/home'")]
    [InlineData(@"\${}", "${}")]
    [InlineData("he${hi}xx", "hexx")]
    [InlineData("$HAN한", "")]
    [InlineData("${HAN}한", "한국어한")]
    [InlineData("$$|$?|$@a|$001b", "||a|b")]
    [InlineData("${aaa}}", "}")]
    [InlineData("a<b <<c", "a<b <<c")]
    public void A_word_is_read_as_the_shell_reads_it(string word, string meant) =>
        Assert.Equal(meant, Expansion().Expand(word));

    [Theory]
    [InlineData("${X:-000}", "xxyy")]
    [InlineData("${NO:-$PWD}", "/home")]
    [InlineData("${NO:-${NEITHER:-yyy}}", "yyy")]
    [InlineData("${NULL:-000}", "000")]
    [InlineData("${NULL-000}", "")]
    [InlineData("${NO-000}", "000")]
    [InlineData("${NO:+000}", "")]
    [InlineData("${NULL:+000}", "")]
    [InlineData("${NULL+000}", "000")]
    [InlineData("${PWD:+${PWD}:}x", "/home:x")]
    [InlineData("${PWD:?no}", "/home")]
    [InlineData("${NULL?no}", "")]
    [InlineData(@"${NO:-\${PWD}z}", "${PWDz}")]
    [InlineData("${aaa:-bbb {foo}", "bbb {foo")]
    [InlineData("${1:-bbb}", "bbb")]
    [InlineData("${X#*x*y}", "y")]
    [InlineData("${X#*}", "xxyy")]
    [InlineData("${X##*x}", "yy")]
    [InlineData("${X##*}", "")]
    [InlineData("${X#}", "xxyy")]
    [InlineData("${X%y}", "xxy")]
    [InlineData("${X%%y*}", "xx")]
    [InlineData("${X%y*}", "xxy")]
    [InlineData("${X%z}", "xxyy")]
    [InlineData(@"${STARS%%\**\*}", "a")]
    [InlineData(@"${SPECIAL#()[]{\}^$.\*\?|\\}", "x")]
    [InlineData("${ROCKET#?}", "🚀👽")]
    [InlineData("${ROCKET%?}", "🖖🚀")]
    [InlineData("${VERSION%.*}", "1.22")]
    [InlineData("${VERSION%%.*}", "1")]
    [InlineData("${PATHS/$NEEDLE//}", "/foo/b/c.txt")]
    [InlineData("${PATHS//$NEEDLE//}", "/foo/c.txt")]
    [InlineData("${X/x/z}", "zxyy")]
    [InlineData("${X//x/}", "yy")]
    [InlineData("${X/$NULL/ww}", "wwxxyy")]
    [InlineData("${X///}", "xxyy")]
    [InlineData(@"${PWD//\//-}", "-home")]
    [InlineData("${NO/x/y}", "")]
    public void A_modifier_is_obeyed(string word, string meant) => Assert.Equal(meant, Expansion().Expand(word));

    [Theory]
    [InlineData("${}", "syntax error: bad substitution")]
    [InlineData("${{a}", "syntax error: bad substitution")]
    [InlineData("${:-b}", "syntax error: bad substitution")]
    [InlineData("he${PWD", "syntax error: missing '}'")]
    [InlineData("${aaa:-bbb", "syntax error: missing '}'")]
    [InlineData("${aaa:-bbb ${foo}", "syntax error: missing '}'")]
    [InlineData("${X//x}", "syntax error: missing '/' in ${}")]
    [InlineData("${X:YYY}", "unsupported modifier (:Y) in substitution")]
    [InlineData("${X=a}", "unsupported modifier (=) in substitution")]
    [InlineData("${X:=a}", "unsupported modifier (:=) in substitution")]
    [InlineData("${X:#a}", "unsupported modifier (:#) in substitution")]
    [InlineData(@"${X#\x}", @"invalid pattern (\x) in substitution: invalid escape '\x'")]
    [InlineData("${NO?}", "NO: is not allowed to be unset")]
    [InlineData("${NULL:?}", "NULL: is not allowed to be empty")]
    [InlineData("${NO:?say $PWD}", "NO: say /home")]
    [InlineData("he'llo", "unexpected end of statement while looking for matching single-quote")]
    [InlineData("\"hello\\\"", "unexpected end of statement while looking for matching double-quote")]
    public void What_cannot_be_read_is_named(string word, string problem) =>
        Assert.Equal($"failed to process \"{word}\": {problem}",
            Assert.Throws<ExpansionException>(() => Expansion().Expand(word)).Message);

    [Theory]
    [InlineData("hello$WORDS", "hello,ab,c")]
    [InlineData("hello\"$WORDS\"bye", "hello ab c bye")]
    [InlineData("8${NO:-0}80 1", "8080,1")]
    [InlineData(@"hello\ there", "hello there")]
    [InlineData("$NO", "")]
    public void An_unquoted_variable_may_be_several_words(string word, string words) =>
        Assert.Equal(words, string.Join(',', Expansion().ExpandWords(word)));

    [Fact]
    public void Quotes_of_a_heredoc_stay() =>
        Assert.Equal("'/home' \"/home\" $PWD\n", Expansion().ExpandContent("'$PWD' \"${PWD}\" \\$PWD\n"));

    [Fact]
    public void The_escape_is_the_files() =>
        Assert.Equal(
            @"c:\windows $PWD", new VariableExpansion('`', Variables.GetValueOrDefault).Expand("c:\\windows` `$PWD"));

    [Fact]
    public void Who_was_asked_for_is_known()
    {
        VariableExpansion expansion = Expansion();
        expansion.Expand("$PWD ${NO} ${NULL:-${NEITHER}}");

        Assert.Equal(["NULL", "PWD"], [.. new SortedSet<string>(expansion.Used)]);
        Assert.Equal(["NEITHER", "NO"], [.. new SortedSet<string>(expansion.Unset)]);
    }

    private static VariableExpansion Expansion() => new('\\', Variables.GetValueOrDefault);
}
