// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Images.Tests.Fuzzing;

namespace Husk.Build.Tests.Fuzzing;

/// <summary>As <see cref="FuzzRun"/> says.</summary>
public sealed class FuzzTests
{
    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\n", "\\\n", "\r\n", "\t", "\\", "\"", "'", "$", "${", "}", "${A:-", "${A/", "//", "#", "##", "%", "<<EOF",
            "<<-'x'", "\nEOF\n", "[", "[\"", "\"]", "]", "=", "--", "--mount=", "--mount=type=cache,target=",
            "\nFROM ", "\nRUN ", "\nONBUILD ", "\nCOPY ", "\nENV ", "\nHEALTHCHECK ", " AS ", "# escape=`\n",
            "# check=skip=all\n", "`", "**", "/", "!", "*", "[^", "-", "\uFEFF", "\uD83D\uDE80", "\0",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    private static readonly FuzzRun Run = new(FuzzTargets.All, rounds: 1500, Tokens);

    [Theory]
    [InlineData("dockerfile")]
    [InlineData("word")]
    [InlineData("ignore")]
    public void Bad_input_is_refused_in_the_parsers_own_words(string target) =>
        Run.Feed(target, Good(target), tar: false);

    [Fact]
    public void What_was_found_once_stays_mended() => Run.FeedFindings();

    private static IEnumerable<byte[]> Good(string target) => target switch
    {
        "dockerfile" =>
            Directory.GetFiles(GoldenFile.Directory("Syntax", "golden"), "*.Dockerfile").Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        "word" =>
            new[] { "a${SET:-b}c", "'a' \"$SET\" \\$b", "${SET//a\\/*/x}${EMPTY:+y}${NO:?why}", "${SET##*/}${SET%.*}", "type=cache,target=/x,sharing=locked,mode=0755,\"id=a,b\"", "type=secret,id=$SET,required=true,env=X" }.Select(Encoding.UTF8.GetBytes),
        _ => new[] { "# c\n*.log\n!keep.log\n**/node_modules\n/a/b?[c-e]*\n", "a\n!a/b\na/b/**\n!**/c.txt\n" }.Select(
            Encoding.UTF8.GetBytes),
    };
}
