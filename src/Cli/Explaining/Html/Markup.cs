// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Net;
using System.Text;

namespace Husk.Cli.Explaining.Html;

/// <summary>A page in the making. All text that comes from a container goes through <see cref="Of"/>.</summary>
internal sealed class Markup
{
    private readonly StringBuilder _text = new();

    /// <summary>A text as content or in quotes: it cannot become a tag or end an attribute.</summary>
    public static string Of(string text) => WebUtility.HtmlEncode(SafeText.Of(text));

    /// <summary>Markup as it is.</summary>
    public Markup Raw(string markup)
    {
        _text.Append(markup).Append('\n');
        return this;
    }

    public Markup Heading(string title) => Raw($"<h2>{Of(title)}</h2>");

    /// <summary>A table of texts; the first column is a heading.</summary>
    public Markup Table(IEnumerable<(string Left, string Right)> rows)
    {
        Raw("<div class=\"scroll\"><table>");
        foreach ((string left, string right) in rows)
            Raw($"<tr><th>{Of(left)}</th><td>{Of(right)}</td></tr>");
        return Raw("</table></div>");
    }

    public override string ToString() => _text.ToString();
}
