// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Images.Tests.Fuzzing;

namespace Husk.Build.Tests.Fuzzing;

/// <summary>
/// A short round in every test run, always the same; <c>make fuzz</c> makes it long and different each time. What is found
/// becomes a line of findings.txt: the target and the input in base64.
/// </summary>
public sealed class FuzzTests
{
    private const int RoundsInATestRun = 1500;

    private static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("HUSK_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : 0;
    private static readonly int Seed = Seconds == 0 ? 1 : Environment.TickCount;

    private static readonly byte[][] Tokens =
    [
        .. new[]
        {
            "\n", "\\\n", "\r\n", "\t", "\\", "\"", "'", "$", "${", "}", "${A:-", "${A/", "//", "#", "##", "%", "<<EOF", "<<-'x'", "\nEOF\n", "[", "[\"", "\"]", "]", "=", "--", "--mount=", "--mount=type=cache,target=",
            "\nFROM ", "\nRUN ", "\nONBUILD ", "\nCOPY ", "\nENV ", "\nHEALTHCHECK ", " AS ", "# escape=`\n", "# check=skip=all\n", "`", "**", "/", "!", "*", "[^", "-", "\uFEFF", "\uD83D\uDE80", "\0",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80],
    ];

    [Theory]
    [InlineData("dockerfile")]
    [InlineData("word")]
    [InlineData("ignore")]
    public void Bad_input_is_refused_in_the_parsers_own_words(string target)
    {
        byte[][] good = [.. Good(target)];
        var time = Stopwatch.StartNew();
        for (int round = 0; Seconds == 0 ? round < RoundsInATestRun : time.Elapsed.TotalSeconds < Seconds; round++)
            Try(target, new Mutator(Seed + round, Tokens).Mutate(good[round % good.Length], tar: false));
    }

    [Fact]
    public void What_was_found_once_stays_mended()
    {
        string[] findings = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "findings.txt")).Where(line => !line.StartsWith('#'))];
        Assert.NotEmpty(findings);
        foreach (string[] finding in findings.Select(line => line.Split(' ')))
            Try(finding[0], Convert.FromBase64String(finding[1]));
    }

    private static void Try(string target, byte[] input)
    {
        try
        {
            FuzzTargets.All[target](input);
        }
        catch (Exception found)
        {
            Assert.Fail($"{found.GetType()}: {found.Message}\n{found.StackTrace}\nfor findings.txt:\n{target} {Convert.ToBase64String(input)}");
        }
    }

    private static IEnumerable<byte[]> Good(string target) => target switch
    {
        "dockerfile" => Directory.GetFiles(GoldenFile.Directory("Syntax", "golden"), "*.Dockerfile").Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        "word" => new[] { "a${SET:-b}c", "'a' \"$SET\" \\$b", "${SET//a\\/*/x}${EMPTY:+y}${NO:?why}", "${SET##*/}${SET%.*}", "type=cache,target=/x,sharing=locked,mode=0755,\"id=a,b\"", "type=secret,id=$SET,required=true,env=X" }.Select(Encoding.UTF8.GetBytes),
        _ => new[] { "# c\n*.log\n!keep.log\n**/node_modules\n/a/b?[c-e]*\n", "a\n!a/b\na/b/**\n!**/c.txt\n" }.Select(Encoding.UTF8.GetBytes),
    };
}
