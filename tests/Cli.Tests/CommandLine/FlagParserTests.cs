// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.CommandLine;

namespace Husk.Cli.Tests.CommandLine;

/// <summary>pflag's grammar, which docker's users have in their fingers.</summary>
public sealed class FlagParserTests
{
    private static readonly Flag[] Flags =
    [
        new("quiet", 'q', FlagKind.Bool, ""),
        new("all", 'a', FlagKind.Bool, ""),
        new("human", 'H', FlagKind.Bool, "", Default: true),
        new("format", 'f', FlagKind.String, ""),
        new("limit", '\0', FlagKind.Int, ""),
        new("change", 'c', FlagKind.List, ""),
    ];

    [Theory]
    [InlineData("--format x", "x", "")]
    [InlineData("--format=x=y", "x=y", "")]
    [InlineData("-f x image", "x", "image")]
    [InlineData("-fx image", "x", "image")]
    [InlineData("-f=x image", "x", "image")]
    [InlineData("image -f x", "x", "image")]
    [InlineData("-qaf x image", "x", "image")]
    [InlineData("--format --quiet image", "--quiet", "image")]
    [InlineData("-f x -- -q --nope", "x", "-q --nope")]
    [InlineData("-f x - image", "x", "- image")]
    public void A_value_is_found_in_each_form(string line, string format, string arguments)
    {
        FlagValues values = FlagParser.Parse(Flags, line.Split(' '), mixed: true, out string[] rest);

        Assert.Equal(format, values.String("format"));
        Assert.Equal(arguments, string.Join(' ', rest));
    }

    [Fact]
    public void Where_flags_and_arguments_do_not_mix_the_first_argument_ends_the_flags()
    {
        FlagValues values = FlagParser.Parse(Flags, ["-q", "image", "-a", "--format"], mixed: false, out string[] rest);

        Assert.True(values.Bool("quiet"));
        Assert.False(values.Bool("all"));
        Assert.Equal(["image", "-a", "--format"], rest);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--human=false", false)]
    [InlineData("-H=0", false)]
    [InlineData("--human=false --human", true)]
    public void A_flag_that_holds_by_default_can_be_taken_back(string line, bool holds) =>
        Assert.Equal(
            holds, FlagParser.Parse(Flags, line.Length == 0 ? [] : line.Split(' '), mixed: true, out _).Bool("human"));

    [Fact]
    public void A_list_keeps_all_values_in_order() =>
        Assert.Equal(["a", "b=c", "d"],
            FlagParser.Parse(Flags, ["-c", "a", "--change=b=c", "-cd"], mixed: true, out _).List("change"));

    [Theory]
    [InlineData("--nope", "unknown flag: --nope")]
    [InlineData("-qx", "unknown shorthand flag: 'x' in -x")]
    [InlineData("--format", "flag needs an argument: --format")]
    [InlineData("-qf", "flag needs an argument: 'f' in -f")]
    [InlineData("--quiet=maybe",
        "invalid argument \"maybe\" for \"-q, --quiet\" flag: strconv.ParseBool: parsing \"maybe\": invalid syntax")]
    [InlineData("--limit ten",
        "invalid argument \"ten\" for \"--limit\" flag: strconv.ParseInt: parsing \"ten\": invalid syntax")]
    public void A_mistake_is_told_in_dockers_words_and_exits_with_125(string line, string message)
    {
        UsageException wrong =
            Assert.Throws<UsageException>(() => FlagParser.Parse(Flags, line.Split(' '), mixed: true, out _));

        Assert.Equal(message, wrong.Message);
        Assert.Equal(125, wrong.ExitCode);
    }
}
