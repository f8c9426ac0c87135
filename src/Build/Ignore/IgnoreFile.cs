// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;

namespace Husk.Build.Ignore;

/// <summary>A <c>.dockerignore</c>; the reference, "Dockerignore files".</summary>
public static class IgnoreFile
{
    /// <summary>The patterns in their order: without comments, clean, relative.</summary>
    /// <param name="content">UTF-8.</param>
    public static IReadOnlyList<string> Parse(ReadOnlySpan<byte> content)
    {
        var patterns = new List<string>();
        foreach (string line in Encoding.UTF8.GetString(content).TrimStart('\uFEFF').Split('\n'))
        {
            string pattern = line.Trim();
            if (pattern.Length == 0 || line.StartsWith('#'))
                continue;
            bool isException = pattern[0] == '!';
            pattern = isException ? pattern[1..].Trim() : pattern;
            if (pattern.Length > 0)
                pattern = SlashPath.Clean(pattern);
            if (pattern.Length > 1 && pattern[0] == '/')
                pattern = pattern[1..];
            patterns.Add((isException ? "!" : "") + pattern);
        }
        return patterns;
    }

    /// <summary>The same, each known to be a pattern.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="name">As messages name it.</param>
    /// <exception cref="FormatException">A line is no pattern.</exception>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> content, string name)
    {
        IReadOnlyList<string> lines = Parse(content);
        try
        {
            _ = new IgnorePatterns(lines);
            return lines;
        }
        catch (FormatException wrong)
        {
            throw new FormatException($"{name}: {wrong.Message}", wrong);
        }
    }
}
