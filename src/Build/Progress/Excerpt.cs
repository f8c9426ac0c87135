// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;
using Husk.Build.Syntax;

namespace Husk.Build.Progress;

/// <summary>The place of an instruction in its file, with the lines around it, as BuildKit shows it.</summary>
public static class Excerpt
{
    private const string Rule = "--------------------\n";

    /// <param name="file">The file.</param>
    /// <param name="range">The place.</param>
    /// <param name="hasCarets">Whether what is meant has carets below it, where it is a part of one line.</param>
    public static string Of(SourceFile file, SourceRange range, bool hasCarets = false)
    {
        int first = range.Start.Line, last = range.LastLine;
        if (first < 1 || first > file.Lines.Count)
            return "";
        int start = first, end = System.Math.Min(last, file.Lines.Count);
        int wanted = end == start ? 4 : 2;
        // One above, one below, in turns: and no more where the file ends.
        for (int shown = 0; shown < wanted; shown++)
        {
            if (start > 1)
            {
                start--;
                shown++;
            }

            if (end != file.Lines.Count)
            {
                end++;
                shown++;
            }
        }

        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{file.Name}:{first}\n{Rule}");
        for (int line = start; line <= end; line++)
        {
            string mark = line >= first && line <= last ? ">>>" : "   ";
            text.Append(CultureInfo.InvariantCulture, $" {line,3} | {mark} {file.Lines[line - 1].TrimEnd('\r')}\n");
            if (hasCarets && line == first && range.End.Line == first)
                text.Append("     |     ").Append(range.Underline(file.Lines[line - 1].TrimEnd())).Append('\n');
        }

        return text.Append(Rule).ToString();
    }
}
