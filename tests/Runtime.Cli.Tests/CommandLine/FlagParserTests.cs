// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Runtime.Cli.CommandLine;

namespace Husk.Runtime.Cli.Tests.CommandLine;

public sealed class FlagParserTests
{
    private static readonly Flag[] Flags =
    [
        new("bundle", FlagKind.Text, "") { Short = "b" },
        new("detach", FlagKind.Switch, "") { Short = "d" },
        new("no-pivot", FlagKind.Switch, ""),
        new("preserve-fds", FlagKind.Number, "") { Default = "0" },
        new("env", FlagKind.TextList, "") { Short = "e" },
        new("gids", FlagKind.NumberList, "") { Short = "g" },
    ];

    // What is typed; then bundle, detach, preserve-fds, the list of env, and what is left over.
    [Theory]
    [InlineData("", "", false, 0, "", "")]
    [InlineData("id", "", false, 0, "", "id")]
    [InlineData("--bundle /b id", "/b", false, 0, "", "id")]
    [InlineData("--bundle=/b id", "/b", false, 0, "", "id")]
    [InlineData("-bundle /b id", "/b", false, 0, "", "id")]
    [InlineData("-bundle=/b id", "/b", false, 0, "", "id")]
    [InlineData("-b /b id", "/b", false, 0, "", "id")]
    [InlineData("--b /b id", "/b", false, 0, "", "id")]
    [InlineData("-b=/b id", "/b", false, 0, "", "id")]
    [InlineData("-b=a=b id", "a=b", false, 0, "", "id")]
    [InlineData("--bundle= id", "", false, 0, "", "id")]
    [InlineData("--bundle --detach id", "--detach", false, 0, "", "id")]
    [InlineData("-b /1 --bundle /2 id", "/2", false, 0, "", "id")]
    [InlineData("--detach id", "", true, 0, "", "id")]
    [InlineData("-d id", "", true, 0, "", "id")]
    [InlineData("-d=true id", "", true, 0, "", "id")]
    [InlineData("-d=false id", "", false, 0, "", "id")]
    [InlineData("-d --detach=0 id", "", false, 0, "", "id")]
    [InlineData("--detach false id", "", true, 0, "", "false id")]
    [InlineData("--preserve-fds 3 id", "", false, 3, "", "id")]
    [InlineData("--preserve-fds=0x10 id", "", false, 16, "", "id")]
    [InlineData("-e A=1 -e B=2 id", "", false, 0, "A=1 B=2", "id")]
    [InlineData("-e=A=1,B=2 id", "", false, 0, "A=1,B=2", "id")]
    [InlineData("-d id -b /b --bogus", "", true, 0, "", "id -b /b --bogus")]
    [InlineData("-d -- -b id", "", true, 0, "", "-b id")]
    [InlineData("-d - id", "", true, 0, "", "- id")]
    public void Flags_stand_before_the_first_word(
        string line, string bundle, bool detach, int fds, string env, string rest)
    {
        string[] words = Words(line);

        FlagValues values = FlagParser.Parse(Flags, words, null, out int used);

        Assert.Equal(bundle, values.Text("bundle"));
        Assert.Equal(detach, values.IsOn("detach"));
        Assert.Equal(fds, values.Number("preserve-fds"));
        Assert.Equal(Words(env), values.List("env"));
        Assert.Equal(Words(rest), words[used..]);
    }

    [Theory]
    [InlineData("--bogus id", "flag provided but not defined: -bogus")]
    [InlineData("-x id", "flag provided but not defined: -x")]
    [InlineData("--bogus=1 id", "flag provided but not defined: -bogus")]
    [InlineData("-db /b id", "flag provided but not defined: -db")]
    [InlineData("--bundle", "flag needs an argument: -bundle")]
    [InlineData("-d -b", "flag needs an argument: -b")]
    [InlineData("--no-pivot=maybe id", "invalid boolean value \"maybe\" for -no-pivot: parse error")]
    [InlineData("--no-pivot= id", "invalid boolean value \"\" for -no-pivot: parse error")]
    [InlineData("--preserve-fds x id", "invalid value \"x\" for flag -preserve-fds: parse error")]
    [InlineData("-g 1 -g one id", "invalid value \"one\" for flag -g: parse error")]
    [InlineData("---d id", "bad flag syntax: ---d")]
    [InlineData("--=d id", "bad flag syntax: --=d")]
    [InlineData("-=d id", "bad flag syntax: -=d")]
    [InlineData("--help=maybe", "invalid boolean value \"maybe\" for -help: parse error")]
    public void A_mistake_is_named_in_the_words_of_runc(string line, string message)
    {
        UsageException mistake = Assert.Throws<UsageException>(() => FlagParser.Parse(Flags, Words(line), null, out _));

        Assert.Equal(message, mistake.Message);
        Assert.Equal(1, mistake.ExitCode);
    }

    [Theory]
    [InlineData("-h", true)]
    [InlineData("--help", true)]
    [InlineData("-help", true)]
    [InlineData("-d --h id", true)]
    [InlineData("--help=false id", false)]
    [InlineData("-d id --help", false)]
    public void Help_is_a_flag_of_every_table(string line, bool help) =>
        Assert.Equal(help, FlagParser.Parse(Flags, Words(line), null, out _).Help);

    [Fact]
    public void Given_and_absent_can_be_told_apart()
    {
        FlagValues values = FlagParser.Parse(Flags, ["--bundle", "", "id"], null, out _);

        Assert.True(values.Has("bundle"));
        Assert.Null(values.TextOrNull("bundle"));
        Assert.False(values.Has("preserve-fds"));
        Assert.Equal("0", values.Text("preserve-fds"));
    }

    private static string[] Words(string line) => [.. line.Split(' ').Where(word => word.Length > 0)];

    // As urfave/cli, runc's library, reads them: `runc update ID --cpu-share 5`.
    [Theory]
    [InlineData("id -d", true, "id")]
    [InlineData("id --bundle /b more -d", true, "id more")]
    [InlineData("id -- -d", false, "id -d")]
    [InlineData("-- id -d", false, "id -d")]
    [InlineData("-d id -9", true, "id -9")]
    [InlineData("id --unknown", false, "id --unknown")]
    [InlineData("id", false, "id")]
    public void Flags_of_a_command_may_stand_behind_its_words(string line, bool detach, string words)
    {
        FlagValues values = FlagParser.Parse(Row(wordsEndFlags: false), Words(line), out string[] left);
        Assert.Equal((detach, words), (values.IsOn("detach"), string.Join(' ', left)));
    }

    [Theory]
    [InlineData("id -d", false, "id -d")]
    [InlineData("-d id --bundle", true, "id --bundle")]
    [InlineData("-d -- -b", true, "-b")]
    public void What_follows_the_word_that_exec_runs_is_that_programs(string line, bool detach, string words)
    {
        FlagValues values = FlagParser.Parse(Row(wordsEndFlags: true), Words(line), out string[] left);
        Assert.Equal((detach, words), (values.IsOn("detach"), string.Join(' ', left)));
    }

    [Fact]
    public void Before_the_first_word_an_unknown_flag_is_a_mistake() => Assert.Equal(
        "flag provided but not defined: -unknown",
        Assert.Throws<UsageException>(
            () => FlagParser.Parse(Row(wordsEndFlags: false), ["--unknown", "id"], out _)).Message);

    private static Command Row(bool wordsEndFlags) =>
        new() { Name = "verb", Summary = "", Flags = Flags, WordsEndFlags = wordsEndFlags, Run = _ => 0 };
}
