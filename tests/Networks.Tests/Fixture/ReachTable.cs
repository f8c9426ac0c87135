// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Networks.Tests.Fixture;

/// <summary>Who reaches whom: rows ask, columns serve on port 80, and each cell is a TCP connection that is
/// tried.</summary>
internal static class ReachTable
{
    /// <summary>The table with what was seen in its cells.</summary>
    public static string Observed(
        string table, Dictionary<string, Node> nodes, Dictionary<string, string> addresses)
    {
        string[] lines = table.Split('\n');
        string[] columns = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Skip(1).Select(line =>
        {
            string row = line.Split(' ')[0];
            char[] text = line.ToCharArray();
            foreach (string column in columns)
            {
                int at = lines[0].IndexOf($" {column} ", StringComparison.Ordinal) is >= 0 and int found
                    ? found + 1
                    : lines[0].LastIndexOf(column, StringComparison.Ordinal);
                string? answer = nodes[row].Ask(addresses[column], 80, timeout: 250);
                if (answer is not null && !answer.StartsWith(column + " to ", StringComparison.Ordinal))
                    throw new InvalidOperationException($"{row} asked {column}, and {answer} answered");
                text[at] = answer is null ? '-' : '+';
            }

            return new string(text);
        }).Prepend(lines[0]));
    }
}
