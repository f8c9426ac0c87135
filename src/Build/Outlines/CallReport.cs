// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Husk.Build.Outlines;

/// <summary>What <c>--call=targets</c> and <c>--call=outline</c> print.</summary>
public static class CallReport
{
    public static string Of(IReadOnlyList<BuildTarget> targets)
    {
        var text = new StringBuilder();
        Table(text, 1, [["TARGET", "DESCRIPTION"],
            .. targets.Select(target => (string[])[Shown(target), target.Description])]);
        return text.ToString();
    }

    public static string Of(BuildOutline outline)
    {
        var text = new StringBuilder();
        if (outline.Name.Length > 0)
        {
            string[][] description = outline.Description.Length > 0 ? [["DESCRIPTION:", outline.Description]] : [];
            Table(text, 1, [["TARGET:", outline.Name], .. description]);
            text.Append('\n');
        }

        Part(text, ["BUILD ARG", "VALUE", "DESCRIPTION"],
            outline.Arguments.Select(argument => (string[])[argument.Name, argument.Value, argument.Description]));
        Part(text, ["SECRET", "REQUIRED"], outline.Secrets.Select(Row));
        Part(text, ["SSH", "REQUIRED"], outline.Agents.Select(Row));
        return text.ToString();
    }

    private static string Shown(BuildTarget target) =>
        !target.IsDefault ? target.Name : target.Name.Length > 0 ? target.Name + " (default)" : "(default)";

    private static string[] Row(OutlineSecret secret) => [secret.Name, secret.IsRequired ? "true" : ""];

    private static void Part(StringBuilder text, string[] heading, IEnumerable<string[]> rows)
    {
        string[][] all = [heading, .. rows];
        if (all.Length == 1)
            return;
        Table(text, 3, all);
        text.Append('\n');
    }

    // Each cell but a row's last has a width.
    private static void Table(StringBuilder text, int padding, string[][] rows)
    {
        int[] widths = [
            .. Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length) + padding)];
        foreach (string[] row in rows)
        {
            for (int column = 0; column < widths.Length; column++)
                text.Append(row[column].PadRight(widths[column]));
            text.Append(row[^1]).Append('\n');
        }
    }
}
