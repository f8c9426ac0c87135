// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>What is committed is finished: no stubs, and no tests that do not run.</summary>
internal static partial class Stubs
{
    public static IEnumerable<string> Violations(SourceTree tree)
    {
        foreach (string path in tree.Under("src/", ".cs").Concat(tree.Under("tests/", ".cs")))
        {
            string text = tree.Read(path);
            string[] lines = text.Split('\n');
            string[] code = CSharpText.WithoutCommentsAndStrings(text).Split('\n');
            for (int i = 0; i < lines.Length; i++)
            {
                if (Unfinished().Match(code[i]) is { Success: true } stub)
                {
                    yield return $"{path}:{i + 1}: {stub.Value}";
                }
                else if (Marker().Match(lines[i]) is { Success: true } marker)
                {
                    yield return $"{path}:{i + 1}: {marker.Value.Trim()} is for an issue, not for a comment";
                }
            }
        }
    }

    [GeneratedRegex(@"\bNotImplementedException\b|\bSkip\s*=|#pragma\s+warning\s+disable\s+RS0030")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"//\s*(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Marker();
}
