// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Cli.Explaining;

/// <summary>A text in the making: headings, rows, and what stands below them. All that is added is made safe.</summary>
/// <param name="shorten">Applied to all of it before; null for as it is.</param>
internal sealed class Lines(Func<string, string>? shorten = null)
{
    private readonly StringBuilder _text = new();

    public void Heading(string title) => _text.Append(_text.Length > 0 ? "\n" : "").Append(Safe(title)).Append('\n');

    public void Line(int indentation, string mark, string text) =>
        _text.Append(' ', indentation).Append(mark).Append(Safe(text)).Append('\n');

    /// <summary>A line that is not shortened.</summary>
    public void Verbatim(int indentation, string text) =>
        _text.Append(' ', indentation).Append(SafeText.Of(text)).Append('\n');

    /// <summary>A word, and what there is to say of it, in columns.</summary>
    public void Rows(int indentation, IReadOnlyCollection<(string Left, string Right)> rows)
    {
        int width = rows.Count == 0 ? 0 : rows.Max(row => Safe(row.Left).Length);
        foreach ((string left, string right) in rows)
        {
            string padded = right.Length > 0 ? Safe(left).PadRight(width + 2) : Safe(left);
            _text.Append(' ', indentation).Append(padded).Append(Safe(right)).Append('\n');
        }
    }

    public override string ToString() => _text.ToString();

    private string Safe(string text) => SafeText.Of(shorten is null ? text : shorten(text));
}
