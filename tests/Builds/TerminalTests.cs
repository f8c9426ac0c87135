// SPDX-License-Identifier: Apache-2.0
using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Husk.Containers.Tests;

namespace Husk.Builds.Tests;

/// <summary>What a build looks like on a terminal; script(1) is one.</summary>
public sealed class TerminalTests(BuildGround ground) : IClassFixture<BuildGround>
{
    // Before each drawing.
    private const string NoWrap = "\x1b[?7l";

    [Fact]
    public void Steps_are_drawn_as_they_go_on_and_at_the_end_all_of_them()
    {
        string steps = string.Concat(Enumerable.Range(0, 12).Select(i => $"WORKDIR /w{i}\n"));
        string context = ground.Context(
            $"FROM busybox\n{steps}RUN --mount=target=/m echo shown; until test -e /m/go; do sleep 0.1; done\n");
        // The step goes on until its words are on the screen.
        string screen = Screen(context, until: "# shown", () => File.WriteAllText(Path.Combine(context, "go"), ""));
        string[] drawings = screen.Split(NoWrap)[1..];
        Assert.Contains(drawings[..^1],
            drawing =>
                Regex.IsMatch(drawing, @" => \[14/14\] RUN --mount=target=/m echo shown; .* +\d+\.\ds")
                    && drawing.Contains(" => => # shown", StringComparison.Ordinal));
        // No more than the terminal's lines: else each drawing would leave lines of the one before it.
        Assert.All(drawings[..^1], drawing => Assert.InRange(drawing.Count(character => character == '\n'), 1, 9));
        string last = drawings[^1];
        Assert.Matches(@"\[\+\] Building \d+\.\ds \((\d+)/\1\) FINISHED", last);
        Assert.Contains("CACHED [ 1/14] FROM", last);
        Assert.Contains(" => [ 2/14] WORKDIR /w0", last);
        Assert.DoesNotContain("# shown", last);
    }

    [Fact]
    public void A_failed_step_is_told_below_the_tree()
    {
        string screen = Screen(ground.Context("FROM busybox\nRUN echo why; exit 3\n"));
        Assert.Contains("ERROR [2/2] RUN echo why; exit 3", screen.Split(NoWrap)[^1]);
        Assert.Contains("did not complete successfully: exit code: 3", screen.Split("\x1b[?7h")[^1]);
    }

    [Fact]
    public void A_tree_wants_a_terminal() => Assert.Contains(
        "failed to get console: standard error is no terminal",
        ground.Husk.Error("build", "--progress=tty", ground.Context("FROM scratch\n")));

    private string Screen(string context, string? until = null, Action? then = null)
    {
        using Process script = Process.Start(ground.Husk.StartInfo(
            "script", "-qc", $"stty cols 70 rows 10; {Engine.Program} build --no-cache {context}", "/dev/null"))!;
        script.StandardInput.Close();
        var screen = new StringBuilder();
        char[] buffer = new char[4096];
        for (int count; (count = script.StandardOutput.Read(buffer)) > 0;)
        {
            screen.Append(buffer, 0, count);
            if (until is null || !screen.ToString().Contains(until, StringComparison.Ordinal))
                continue;
            then!();
            until = null;
        }

        script.WaitForExit();
        return screen.ToString();
    }
}
