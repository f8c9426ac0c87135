// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Husk.Cli.Output;

/// <summary>Columns as docker's: at least 10 wide, 3 apart, the last one ragged (Go's tabwriter with 10, 1,
/// 3).</summary>
/// <param name="least">The least width of a column.</param>
internal sealed class Table(int least = 10)
{
    private const int Padding = 3;

    private readonly List<string[]> _rows = [];

    public void Add(params string[] row) => _rows.Add(row);

    public void Write(TextWriter to)
    {
        var widths = new List<int>();
        foreach (string[] row in _rows)
        {
            // A row's last cell makes no column wider.
            for (int i = 0; i < row.Length - 1; i++)
            {
                if (i == widths.Count)
                    widths.Add(least);
                widths[i] = int.Max(widths[i], row[i].Length + Padding);
            }
        }
        var text = new StringBuilder();
        foreach (string[] row in _rows)
        {
            for (int i = 0; i < row.Length - 1; i++)
                text.Append(row[i].PadRight(widths[i]));
            text.Append(row[^1]).Append('\n');
        }
        to.Write(text.ToString());
    }
}
