// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using System.Linq;

namespace Husk.EndToEnd.Engines;

/// <summary>docs/engines.md: what it tells people to write is what the engines are started with.</summary>
internal static class Page
{
    private const string DocumentedPath = "/usr/local/bin/husk-oci";

    /// <summary>The first fenced block after the mention of a file, with the runtime on trial in place of
    /// husk-oci.</summary>
    public static string Block(string file)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "engines.md"));
        string[] lines = [.. text[text.IndexOf('`' + file + '`', StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith("```", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line != "```")];
        Assert.Contains(lines, line => line.Contains(DocumentedPath, StringComparison.Ordinal));
        return string.Join('\n', lines).Replace(DocumentedPath, RuntimeBinary.Path, StringComparison.Ordinal) + "\n";
    }
}
