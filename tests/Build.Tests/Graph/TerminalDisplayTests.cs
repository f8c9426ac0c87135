// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Build.Progress;

namespace Husk.Build.Tests.Graph;

/// <summary>What is on the screen of a terminal.</summary>
public sealed class TerminalDisplayTests
{
    private readonly BuildProgress _progress = new(new NoDisplay());

    [Fact]
    public void A_drawing_is_no_higher_than_the_terminal_and_shows_what_goes_on()
    {
        for (int i = 0; i < 20; i++)
            _progress.Begin($"ended {i}").Done();
        _progress.Begin("goes on").Log("output\n"u8);
        List<string> lines = Draw(height: 9);
        Assert.Equal(9, lines.Count);
        Assert.StartsWith("[+] Building 0.0s (20/21)", lines[0]);
        Assert.StartsWith(" => ended 14 ", lines[1]);
        Assert.StartsWith(" => goes on", lines[^2]);
        Assert.StartsWith(" => => # output", lines[^1]);
    }

    [Fact]
    public void Nothing_that_is_told_moves_the_cursor()
    {
        _progress.Begin("RUN \x1b[2Jevil\b\u009b2J").Log("\x1b[31mred\x1b[0m\rthe last part\a\n"u8);
        List<string> lines = Draw();
        Assert.StartsWith(" => RUN evil??2J", lines[1]);
        Assert.StartsWith(" => => # the last part?", lines[2]);
    }

    [Theory]
    [InlineData("RUN echo plain and so long that it is cut", " => RUN echo plain and 0.0s")]
    [InlineData("RUN echo 日本語の長い行", " => RUN echo 日本語の  0.0s")]
    [InlineData("RUN echo a日本語の長い行", " => RUN echo a日本語の 0.0s")]
    [InlineData("RUN echo 🚀🚀🚀🚀🚀🚀", " => RUN echo 🚀🚀🚀🚀  0.0s")]
    [InlineData("RUN echo e\u0301e\u0301 ok", " => RUN echo e\u0301e\u0301 ok     0.0s")]
    [InlineData("RUN echo ｈａｌｆ ﾊﾝ 가나", " => RUN echo ｈａｌｆ  0.0s")]
    public void Times_stand_below_each_other_whatever_a_step_is_called(string name, string line)
    {
        _progress.Begin(name).Done();
        Assert.Equal(line, Plain(new TerminalDrawing(28, 10).Lines(
            TimeSpan.Zero, _progress.Steps, new Dictionary<(ProgressStep Step, string Id), StepStatus>(), [])[1]));
    }

    [Fact]
    public void Parts_are_shown_as_long_as_they_are_on_their_way_and_warnings_for_ever()
    {
        ProgressStep step = _progress.Begin("step");
        var statuses = new Dictionary<(ProgressStep Step, string Id), StepStatus>
        {
            [(step, "one")] = new("one", 1500, 3000, IsDone: false, 0),
            [(step, "two")] = new("two", 3000, 3000, IsDone: true, 0),
        };
        Assert.Equal([" => => WARN: take care", " => => one 1.50kB / 3.00kB"], Lines().Skip(2));
        step.Done();
        Assert.Equal([" => => WARN: take care"], Lines().Skip(2));

        IEnumerable<string> Lines() =>
            new TerminalDrawing(60, 10).Lines(TimeSpan.Zero, _progress.Steps, statuses, [(step, "take care")])
                .Select(Plain);
    }

    [Fact]
    public void At_the_end_it_shows_everything()
    {
        var text = new StringWriter();
        using (var display = new TerminalDisplay(text, () => (60, 10)))
        {
            var progress = new BuildProgress(display);
            for (int i = 0; i < 20; i++)
                progress.Begin($"step {i}").Cached();
        }

        string[] lines = [.. text.ToString().Split("\x1b[?7l")[^1].Split('\n').Select(Plain)];
        Assert.Contains("(20/20) FINISHED", lines[0]);
        Assert.StartsWith(" => CACHED step 0 ", lines[1]);
        Assert.StartsWith(" => CACHED step 19 ", lines[20]);
        Assert.EndsWith("\x1b[?7h", text.ToString());
    }

    private List<string> Draw(int height = 10) =>
        [.. new TerminalDrawing(60, height)
            .Lines(TimeSpan.Zero, _progress.Steps, new Dictionary<(ProgressStep Step, string Id), StepStatus>(), [])
            .Select(Plain)];

    private static string Plain(string line) => Regex.Replace(line, "\x1b\\[[0-9;?]*[A-Za-z]", "").Trim('\r').TrimEnd();
}
