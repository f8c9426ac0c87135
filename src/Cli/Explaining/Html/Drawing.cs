// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Engine.Explaining;

namespace Husk.Cli.Explaining.Html;

/// <summary>Drawings in SVG, 360 units wide, so that their text can be read on a phone.</summary>
internal static class Drawing
{
    private const int Width = 360;

    // Some 44 letters of 14 pixels fit, 52 of 12.
    private const int Letters = 40, SmallLetters = 50;

    /// <summary>The highest on top, as the container looks down on them.</summary>
    public static string Layers(IReadOnlyList<ExplainedLayer> layers)
    {
        var rows = layers.OrderByDescending(layer => layer.Number == 0 ? int.MaxValue : layer.Number).ToArray();
        bool hasUpper = rows.Length > 0 && rows[0].Number == 0;
        return Boxes(
            [
                .. hasUpper
                    ? []
                    : ((string, string, string)[])[("top", "writable layer", "takes what the container writes")],
                .. rows.Select(
                    layer => layer.Number == 0 ? ("top", "writable layer", $"{Output.Human.Size(layer.Size)} written")
                    : ("own", string.Create(
                        CultureInfo.InvariantCulture, $"layer {layer.Number}, {Output.Human.Size(layer.Size)}"),
                        layer.CreatedBy.Length > 0 ? layer.CreatedBy : Short(layer.Digest))),
            ],
            "The layers of the root file system", arrows: false);
    }

    /// <summary>The stations of a packet, from the container outward.</summary>
    public static string Path(ExplainedEndpoint endpoint, IReadOnlyList<string> routes) => Boxes(
        [
            ("own", $"{endpoint.Interface} in the container", string.Join(" ", endpoint.Addresses)),
            .. endpoint.Peer.Length > 0
                ? ((string, string, string)[])[(
                    "shared", $"{endpoint.Peer} on the host", "the other end of the cable (veth)")]
                : [],
            ("shared", endpoint.Bridge,
                endpoint.Driver == "macvlan"
                ? "shared interface of the host"
                : NetworkText.Bridge(endpoint)),
            .. endpoint.Internal ? ((string, string, string)[])[("full", "no way out", "the network is internal")]
                : [("top", endpoint.Masquerades ? "firewall: masquerade" : "firewall: forward",
                    endpoint.Masquerades ? "leaves with the host's address" : "leaves with its own address"),
                    ("full", "other hosts",
                        routes.Count > 0 ? string.Join(", ", routes) : "by the routes of the host")],
        ],
        "The path of a packet", arrows: true);

    /// <summary>Two in a row: what is the container's own, and what it shares.</summary>
    public static string Namespaces(IReadOnlyList<ExplainedNamespace> namespaces)
    {
        const int height = 58, wide = (Width - 10) / 2;
        int rows = (namespaces.Count + 1) / 2;
        var text = Begin("Namespaces", rows * (height + 8) + 2);
        for (int i = 0; i < namespaces.Count; i++)
        {
            ExplainedNamespace each = namespaces[i];
            int x = 1 + i % 2 * (wide + 8), y = 1 + i / 2 * (height + 8);
            bool own = each.SharedWith.Count == 0;
            Box(text, own ? "own" : "shared", x, y, wide, height);
            Text(text, x + 10, y + 20, "", each.Type, 20);
            Text(text, x + 10, y + 36, "small", own ? "its own" : "shared: " + string.Join(", ", each.SharedWith), 24);
            Text(text, x + 10, y + 51, "small", each.Inode > 0 ? each.Inode.ToString(CultureInfo.InvariantCulture) : "",
                24);
        }

        return End(text);
    }

    /// <summary>A line for each, and a bar where use and limit are known.</summary>
    public static string Limits(IReadOnlyList<ExplainedLimit> limits)
    {
        const int line = 24, bar = 20;
        var text = Begin("Limits and use", limits.Sum(limit => LimitText.Percent(limit) is null ? line : line + bar) + 2);
        int y = 0;
        foreach (ExplainedLimit limit in limits)
        {
            Text(text, 2, y + 16, "", $"{limit.Name}: {LimitText.Of(limit)}", Letters + 8);
            y += line;
            if (LimitText.Percent(limit) is not { } percent)
                continue;
            Box(text, "full", 1, y, Width - 2, 12);
            Box(text, "bar", 1, y, (int)(percent * (Width - 2) / 100), 12);
            y += bar;
        }

        return End(text);
    }

    private static string Boxes(
        IReadOnlyList<(string Kind, string Title, string Small)> boxes, string label, bool arrows)
    {
        int gap = arrows ? 22 : 4, height = 46;
        StringBuilder text = Begin(label, boxes.Count * (height + gap) + 2);
        for (int i = 0; i < boxes.Count; i++)
        {
            int y = 1 + i * (height + gap);
            Box(text, boxes[i].Kind, 1, y, Width - 2, height);
            Text(text, 12, y + 19, "", boxes[i].Title, Letters);
            Text(text, 12, y + 37, "small", boxes[i].Small, SmallLetters);
            if (arrows && i + 1 < boxes.Count)
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"<path d=\"M{Width / 2} {y + height + 2}v16m-5 -5l5 5l5 -5\"/>\n");
            }
        }

        return End(text);
    }

    private static StringBuilder Begin(string label, int height) =>
        new StringBuilder()
            .Append(CultureInfo.InvariantCulture,
                $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{Markup.Of(label)}\">\n");

    private static string End(StringBuilder text) => text.Append("</svg>").ToString();

    private static void Box(StringBuilder text, string kind, int x, int y, int width, int height) =>
        text.Append(CultureInfo.InvariantCulture,
            $"<rect class=\"{kind}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"5\"/>\n");

    private static void Text(StringBuilder text, int x, int y, string kind, string words, int most) => text.Append(
        CultureInfo.InvariantCulture,
        $"<text class=\"{kind}\" x=\"{x}\" y=\"{y}\">{Markup.Of(Output.Human.Shorten(words, most))}</text>\n");

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
