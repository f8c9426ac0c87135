// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>Values as Go prints them, for a history that reads as BuildKit's.</summary>
internal static class GoText
{
    /// <summary><c>%q</c> of a list: <c>["sh" "-c"]</c> (pkg.go.dev/strconv, Quote).</summary>
    public static string Quoted(IEnumerable<string> words) => $"[{string.Join(' ', words.Select(Quoted))}]";

    /// <summary><c>%v</c> of a list: <c>[a b]</c>.</summary>
    public static string Plain(IEnumerable<string> words) => $"[{string.Join(' ', words)}]";

    /// <summary>A time.Duration's String: <c>1m30s</c>, <c>0s</c>.</summary>
    public static string Duration(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        if (Math.Abs(nanoseconds) < 1_000_000_000)
        {
            (decimal unit, string name) = Math.Abs(nanoseconds) switch
            {
                >= 1_000_000 => (1_000_000m, "ms"),
                >= 1_000 => (1_000m, "µs"),
                _ => (1m, "ns"),
            };
            return (nanoseconds / unit).ToString("0.######", CultureInfo.InvariantCulture) + name;
        }

        long minutes = nanoseconds / 60_000_000_000;
        string seconds = (nanoseconds % 60_000_000_000 / 1_000_000_000m)
            .ToString("0.#########", CultureInfo.InvariantCulture) + "s";
        return minutes == 0 ? seconds
            : minutes < 60 ? $"{minutes}m{seconds}"
            : $"{minutes / 60}h{minutes % 60}m{seconds}";
    }

    /// <summary><c>%q</c> of one word.</summary>
    public static string Quoted(string word)
    {
        var text = new StringBuilder("\"");
        foreach (Rune rune in word.EnumerateRunes())
        {
            text.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\a' => "\\a",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\v' => "\\v",
                < 0x20 or 0x7f => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                _ when Rune.IsControl(rune) => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => rune.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
