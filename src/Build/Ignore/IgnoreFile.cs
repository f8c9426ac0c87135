// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Husk.Build.Ignore;

/// <summary>A <c>.dockerignore</c>; the reference, "Dockerignore files".</summary>
public static class IgnoreFile
{
    /// <summary>The lines that hold for a build: those beside the Dockerfile of its name, else those in the context.</summary>
    /// <param name="dockerfile">Its path; null when it came from elsewhere.</param>
    /// <param name="context">The directory.</param>
    /// <returns>Empty without either file.</returns>
    /// <exception cref="FormatException">A line is no pattern.</exception>
    public static IReadOnlyList<string> Find(string? dockerfile, string context)
    {
        foreach (string? file in (string?[])[dockerfile is null ? null : dockerfile + ".dockerignore", Path.Combine(context, ".dockerignore")])
        {
            if (file is not null && File.Exists(file))
                return Checked(Parse(File.ReadAllBytes(file)), file);
        }
        return [];
    }

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

    private static IReadOnlyList<string> Checked(IReadOnlyList<string> lines, string file)
    {
        foreach (string line in lines)
        {
            try
            {
                _ = new IgnorePatterns([line]);
            }
            catch (FormatException wrong)
            {
                throw new FormatException($"{file}: {wrong.Message}", wrong);
            }
        }
        return lines;
    }
}
