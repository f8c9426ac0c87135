// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Architecture;

/// <summary>Every source file says its licence: in its first line, or its first three where an interpreter's name comes
/// first.</summary>
internal static class SourceHeaders
{
    private const string Line = "SPDX-License-Identifier: Apache-2.0";

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        foreach (string path in tree.Under("", ".cs", ".c", ".h"))
        {
            string first = tree.Lines(path).FirstOrDefault("").TrimStart('\uFEFF');
            if (first != "// " + Line && first != "/* " + Line + " */")
            {
                yield return $"{path}: the first line is not `// {Line}`";
            }
        }

        foreach (string path in tree.Under("", ".sh", ".bats", "Makefile").Append(".ci/run").Where(tree.HasFile))
        {
            if (!tree.Lines(path).Take(3).Contains("# " + Line))
            {
                yield return $"{path}: none of the first three lines is `# {Line}`";
            }
        }
    }
}
