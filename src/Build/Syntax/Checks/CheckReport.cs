// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Text;

namespace Husk.Build.Syntax.Checks;

/// <summary>What <c>--check</c> prints.</summary>
public static class CheckReport
{
    // As many lines of the file as BuildKit shows around the one in question.
    private const int Around = 2;

    public static string Write(Dockerfile dockerfile, CheckResult result)
    {
        var text = new StringBuilder();
        text.Append(result.Warnings.Count switch
        {
            0 => "Check complete, no warnings found.\n",
            1 => "Check complete, 1 warning has been found!\n",
            int count => string.Create(CultureInfo.InvariantCulture, $"Check complete, {count} warnings have been found!\n"),
        });
        foreach (DockerfileWarning warning in result.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nWARNING: {warning.Rule}{(warning.Url.Length > 0 ? " - " + warning.Url : "")}\n{warning.Message}\n");
            Quote(text, dockerfile.File, warning.Range);
        }
        return text.ToString();
    }

    private static void Quote(StringBuilder text, SourceFile file, SourceRange range)
    {
        const string rule = "--------------------\n";
        int first = range.Start.Line;
        int last = range.LastLine;
        text.Append(CultureInfo.InvariantCulture, $"{file.Name}:{first}\n").Append(rule);
        for (int line = System.Math.Max(1, first - Around); line <= System.Math.Min(file.Lines.Count, last + Around); line++)
            text.Append(CultureInfo.InvariantCulture, $"{line,4} | {(line >= first && line <= last ? ">>>" : "   ")} {file.Lines[line - 1].TrimEnd('\r')}\n");
        text.Append(rule);
    }
}
