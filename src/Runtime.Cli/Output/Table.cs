// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// Columns as runc's `list` lays them out: left-aligned, at least 12 wide and 3 apart, the last one ragged.
/// </summary>
/// <remarks>
/// Scripts cut these columns by their widths. Source: runc list.go (tabwriter with minwidth 12 and padding 3).
/// </remarks>
internal sealed class Table(params string[] header)
{
    private const int MinWidth = 12;
    private const int Padding = 3;

    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public override string ToString()
    {
        var widths = new int[header.Length];
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < widths.Length; i++)
                widths[i] = int.Max(widths[i], int.Max(MinWidth, row[i].Length + Padding));
        }

        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < row.Length - 1; i++)
                text.Append(row[i].PadRight(widths[i]));
            text.Append(row[^1]).Append('\n');
        }
        return text.ToString();
    }
}
