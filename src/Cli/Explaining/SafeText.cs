// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;

namespace Husk.Cli.Explaining;

/// <summary>
/// What containers and images say of themselves, for a terminal: escape sequences and characters that turn the order of
/// letters around are shown, and not obeyed.
/// </summary>
internal static class SafeText
{
    public static string Of(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Select(c => IsUnsafe(c) ? Shown(c) : c.ToString())) : text;

    // Cc: escapes. Cf: among others the bidirectional ones, by which a line reads as another one (CVE-2021-42574).
    private static bool IsUnsafe(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Shown(char c) => c switch
    {
        '\n' => "\\n",
        '\t' => "\\t",
        '\r' => "\\r",
        '\x1b' => "\\e",
        _ => $"\\u{(int)c:x4}",
    };
}
