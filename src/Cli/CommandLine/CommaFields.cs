// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Cli.CommandLine;

/// <summary>
/// Fields with commas between, those with commas inside in quotes (RFC 4180): <c>type=volume,"volume-opt=o=a,b"</c>.
/// </summary>
internal static class CommaFields
{
    /// <exception cref="FormatException">A quote that does not end, or stands where none may.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var fields = new List<string>();
        for (int at = 0; at <= text.Length;)
        {
            if (at < text.Length && text[at] == '"')
            {
                fields.Add(Quoted(text, ref at));
                continue;
            }
            int comma = text.IndexOf(',', at);
            string field = comma < 0 ? text[at..] : text[at..comma];
            if (field.Contains('"'))
            {
                throw new FormatException(
                    $"parse error on line 1, column {at + field.IndexOf('"') + 1}: bare \" in non-quoted field");
            }

            fields.Add(field);
            at = comma < 0 ? text.Length + 1 : comma + 1;
        }
        return fields;
    }

    private static string Quoted(string text, ref int at)
    {
        var field = new StringBuilder();
        int start = at++;
        while (at < text.Length)
        {
            char c = text[at++];
            if (c != '"')
            {
                field.Append(c);
            }
            else if (at < text.Length && text[at] == '"')
            {
                field.Append('"');
                at++;
            }
            else if (at == text.Length || text[at] == ',')
            {
                at++;
                return field.ToString();
            }
            else
            {
                break;
            }
        }
        throw new FormatException(
            $"parse error on line 1, column {start + 1}: extraneous or missing \" in quoted-field");
    }
}
