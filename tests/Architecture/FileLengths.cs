// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Architecture;

/// <summary>At 500 lines a file has two rooms in it.</summary>
internal static class FileLengths
{
    public const int Limit = 500;

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        foreach (string path in tree.Under("", ".cs", ".c", ".h", ".sh", "Makefile"))
        {
            int lines = tree.Lines(path).Length;
            if (lines > Limit)
            {
                yield return $"{path}: {lines} lines, more than {Limit}; split it by concern";
            }
        }
    }
}
