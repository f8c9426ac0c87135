// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Cli.Output;
using Husk.Engine.Images;

namespace Husk.Cli.Tests.Output;

public sealed class LayerDisplayTests
{
    [Fact]
    public void Without_a_terminal_each_step_is_a_line_and_progress_is_none()
    {
        var text = new StringWriter();
        using (var display = new LayerDisplay(text, width: null))
        {
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Queued, 0, 100, null));
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Downloading, 50, 100, null));
            display.Report(new("bbbbbbbbbbbb", LayerStatus.AlreadyExists, 100, 100, null));
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Downloaded, 100, 100, null));
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Downloaded, 100, 100, null));
        }

        Assert.Equal("aaaaaaaaaaaa: Pulling fs layer\nbbbbbbbbbbbb: Already exists\naaaaaaaaaaaa: Download complete\n",
            text.ToString());
    }

    [Fact]
    public void On_a_terminal_each_layer_has_a_line_that_changes_and_none_is_wider_than_the_terminal()
    {
        var text = new StringWriter();
        using (var display = new LayerDisplay(text, width: 40))
        {
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Queued, 0, 100, null));
            display.Report(new("bbbbbbbbbbbb", LayerStatus.Queued, 0, 100, null));
            display.Report(new("aaaaaaaaaaaa", LayerStatus.Downloading, 50, 100, null));
        }

        Assert.Contains("\x1b[1A\x1b[2K\raaaaaaaaaaaa: Downloading [========", text.ToString());
        Assert.EndsWith("\x1b[2K\rbbbbbbbbbbbb: Pulling fs layer\n", text.ToString());
        Assert.All(
            text.ToString().Split('\n'), line => Assert.True(line[(line.LastIndexOf('\r') + 1)..].Length < 40, line));
    }

    [Theory]
    [InlineData(0, "[>                                                 ]  0B/2kB")]
    [InlineData(1000, "[=========================>                        ]  1kB/2kB")]
    [InlineData(2000, "[==================================================]  2kB/2kB")]
    public void The_bar_is_dockers(long current, string bar) =>
        Assert.Equal(bar, LayerDisplay.Bar(new("x", LayerStatus.Downloading, current, 2000, null)));
}
