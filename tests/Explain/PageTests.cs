// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Husk.Linux.Tests;
using Husk.RunFlags;

namespace Husk.Explain;

/// <summary>The page of an explanation as a browser shows it.</summary>
public sealed partial class PageTests(HuskFixture husk) : IClassFixture<HuskFixture>
{
    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public void It_fits_without_a_word_on_the_console(int width)
    {
        string page = Page();
        // A window is 500 pixels wide at least: a frame is what is asked for. The script only measures.
        File.WriteAllText(husk.Scratch["measured.html"], Policy().Replace(File.ReadAllText(page), "").Replace(
            "</body>", "<script>document.body.dataset.wide = document.documentElement.scrollWidth; parent.postMessage(document.documentElement.scrollWidth, '*')</script></body>"));
        File.WriteAllText(husk.Scratch["frame.html"], $"""
            <body><iframe src="measured.html" style="border:0;width:{width}px;height:900px"></iframe>
            <script>addEventListener('message', e => document.body.dataset.wide = e.data)</script></body>
            """);

        string seen = Browse("--dump-dom", "file://" + husk.Scratch["frame.html"]);

        Assert.DoesNotContain("CONSOLE", seen);
        Assert.Equal(width, int.Parse(Wide().Match(seen).Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void It_shows_something_and_obeys_nobody()
    {
        string page = Page();
        string picture = husk.Scratch["page.png"];

        string text = File.ReadAllText(page),
        seen = Browse("--window-size=800,2000", "--screenshot=" + picture, "file://" + page);

        Assert.DoesNotContain("CONSOLE", seen);
        // A blank page of this size has some 6 kB.
        Assert.InRange(new FileInfo(picture).Length, 40_000, 4_000_000);
        Assert.DoesNotContain("<script", text);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;\\e[31m", text);
        Assert.DoesNotContain("http", text.Replace("http-equiv", ""));
        Assert.Contains("mount -t proc -o nosuid,noexec,nodev proc $C/merged/proc", text);
        Assert.Contains(">layer 1, ", text);
    }

    private string Page()
    {
        string path = husk.Scratch["page.html"];
        husk.Output("explain", "run", "--format", "html", "-o", path, "-m", "64m", "-p", "18083:80", "--cgroup-parent",
            husk.CgroupParent,
            "busybox", "echo", "<script>alert(1)</script>\x1b[31m");
        return path;
    }

    // What the browser says of the network, which is none here, is of its own pages.
    private string Browse(params string[] words) => string.Join('\n', Command.Output("timeout",
        ["60", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--virtual-time-budget=5000",
            "--enable-logging=stderr", "--user-data-dir=" + husk.Scratch["chromium"], .. words]).Split('\n')
        .Where(line => !line.Contains("\"Slow network is detected.", StringComparison.Ordinal)));

    [GeneratedRegex("<meta http-equiv[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("data-wide=\"([0-9]+)\"")]
    private static partial Regex Wide();
}
