// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>A name that fits anything says nothing. Judged word by word, so that `Database` is no `Data`.</summary>
internal static partial class FileNames
{
    private static readonly string[] Words = ["Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Common",
        "Misc", "Core", "Base", "Impl", "Info", "Data", "Manager"];

    /// <summary>Words that are somebody else's: the kernel's and the specifications'.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.Ordinal)
    {
        ["MountData"] = "the `data` argument of mount(2)",
        ["MountInfo"] = "/proc/PID/mountinfo",
        ["MountInfoTests"] = "/proc/PID/mountinfo",
    };

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        // The kernel ABI has the kernel's names, good or bad.
        foreach (string path in tree.Under("", ".cs", ".csproj")
            .Where(path => !path.StartsWith("src/Linux.Syscalls/", StringComparison.Ordinal)))
        {
            foreach (string part in path.Split('/'))
            {
                string name = Path.GetFileNameWithoutExtension(part);
                string? word = Word().Matches(name).Select(match => match.Value).FirstOrDefault(Words.Contains);
                if (word is not null && !Exceptions.ContainsKey(name))
                {
                    yield return $"{path}: `{word}` fits anything; say what {part} holds";
                    break;
                }
            }
        }
    }

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();
}
