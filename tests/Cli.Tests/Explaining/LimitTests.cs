// SPDX-License-Identifier: Apache-2.0
using Husk.Cli.Explaining;
using Husk.Cli.Explaining.Html;
using Husk.Engine.Explaining;

namespace Husk.Cli.Tests.Explaining;

public sealed class LimitTests
{
    [Theory]
    [InlineData(1.0, null, "processes", "", "1 process, no limit")]
    [InlineData(3.0, 100.0, "processes", "", "3 of 100 processes")]
    [InlineData(null, 100.0, "processes", "", "at most 100 processes")]
    [InlineData(1024.0, 65536.0, "bytes", "", "1KiB of 64KiB")]
    [InlineData(null, null, "processors", "0.25 s used", "0.25 s used, no limit")]
    [InlineData(null, 1.5, "processors", "0.25 s used", "0.25 s used, at most 1.5 processors")]
    [InlineData(null, null, "cpus", "0-1", "0-1")]
    public void A_limit_reads_like_a_sentence(double? use, double? limit, string unit, string text, string expected) =>
        Assert.Equal(expected, LimitText.Of(new ExplainedLimit("x", "x", limit, use, unit) { Text = text }));

    [Fact]
    public void Only_what_is_used_of_a_limit_has_a_bar()
    {
        string drawing = Drawing.Limits(
        [
            new ExplainedLimit("memory", "memory.max", 100, 50, "bytes"),
            new ExplainedLimit("processes", "pids.max", null, 1, "processes"),
            new ExplainedLimit("processors", "cpuset.cpus", null, null, "cpus") { Text = "0-1" },
        ]);
        Assert.Equal(2, drawing.Split("<rect ").Length - 1);
        Assert.Equal(3, drawing.Split("<text ").Length - 1);
        Assert.Contains("class=\"bar\" x=\"1\" y=\"24\" width=\"179\"", drawing);
    }
}
