// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Syntax;

/// <summary>One line of comma-separated fields, any of which may be in double quotes (RFC 4180).</summary>
internal static class CsvFields
{
    /// <exception cref="FormatException">A quote stands where none may, or is not closed.</exception>
    public static List<string> Split(string line)
    {
        var fields = new List<string>();
        for (int at = 0; ; at++)
        {
            fields.Add(at < line.Length && line[at] == '"' ? Quoted(line, ref at) : Bare(line, ref at));
            if (at >= line.Length)
                return fields;
        }
    }

    private static string Bare(string line, ref int at)
    {
        int end = line.IndexOf(',', at);
        string field = line[at..(at = end < 0 ? line.Length : end)];
        return field.Contains('"') ? throw new FormatException("bare \" in non-quoted-field") : field;
    }

    private static string Quoted(string line, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
            {
                field.Append(line[at]);
            }
            else if (at + 1 < line.Length && line[at + 1] == '"')
            {
                field.Append(line[at++]);
            }
            else
            {
                at++;
                return at == line.Length || line[at] == ','
                    ? field.ToString()
                    : throw new FormatException("extraneous or missing \" in quoted-field");
            }
        }
        throw new FormatException("extraneous or missing \" in quoted-field");
    }
}
