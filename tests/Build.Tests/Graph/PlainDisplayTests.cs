// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Text.RegularExpressions;
using Husk.Build.Progress;

namespace Husk.Build.Tests.Graph;

/// <summary>BuildKit's lines; the times are left out.</summary>
public sealed class PlainDisplayTests
{
    private readonly StringWriter _text = new();
    private readonly BuildProgress _progress;

    public PlainDisplayTests() => _progress = new BuildProgress(new PlainDisplay(_text));

    private string Told => Regex.Replace(_text.ToString(), @"\d+\.\d+s?", "T");

    [Fact]
    public void A_line_is_a_line_however_it_comes()
    {
        ProgressStep step = _progress.Begin("[1/1] RUN x");
        step.Log("one\ntw"u8);
        step.Log("o\nthree"u8);
        step.Done();
        Assert.Equal("#1 [1/1] RUN x\n#1 T one\n#1 T two\n#1 T three\n#1 DONE T\n", Told);
    }

    [Fact]
    public void A_character_is_one_however_it_comes()
    {
        ProgressStep step = _progress.Begin("x");
        step.Log([0x66, 0xC3]);
        step.Log([0xBC, 0x72, 0x0A]);
        step.Done();
        Assert.Equal("#1 x\n#1 T für\n#1 DONE T\n", Told);
    }

    [Fact]
    public void What_comes_after_the_end_is_not_told()
    {
        ProgressStep step = _progress.Begin("x");
        step.Done();
        step.Log("late\n"u8);
        step.Status("late", 1, 2, isDone: false);
        step.Warn("late");
        Assert.Equal("#1 x\n#1 DONE T\n", Told);
    }

    [Fact]
    public void Of_much_output_the_last_lines_are_kept()
    {
        ProgressStep step = _progress.Begin("x");
        byte[] line = System.Text.Encoding.ASCII.GetBytes(new string('a', 1000) + "\n");
        for (int i = 0; i < 300; i++)
            step.Log(line);
        step.Log("last\n"u8);
        Assert.Equal(["last"], step.LastLines(1));
        Assert.Equal(10, step.LastLines(10).Length);
    }

    [Fact]
    public void Of_two_at_a_time_the_second_waits_until_the_first_ends()
    {
        ProgressStep one = _progress.Begin("one"), two = _progress.Begin("two");
        one.Log("a\n"u8);
        two.Log("b\n"u8);
        one.Log("c\n"u8);
        one.Done();
        two.Failed("broken");
        Assert.Equal("#1 one\n#1 T a\n#1 T c\n#1 DONE T\n\n#2 two\n#2 T b\n#2 ERROR: broken\n", Told);
    }

    [Fact]
    public void The_end_says_how_it_came()
    {
        _progress.Begin("cached").Cached();
        _progress.Begin("canceled").Canceled();
        Assert.Equal("#1 cached\n#1 CACHED\n\n#2 canceled\n#2 CANCELED\n", Told);
    }
}
