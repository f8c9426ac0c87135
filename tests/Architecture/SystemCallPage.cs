// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.Architecture;

/// <summary>docs/kernel-features.md names every system call that Husk makes, and no other.</summary>
internal static partial class SystemCallPage
{
    private const string Page = "docs/kernel-features.md";

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        // The table of numbers has more than is called.
        string[] called = [.. tree.Under("src/", ".cs")
            .Where(path => !path.StartsWith("src/Linux.Syscalls/", StringComparison.Ordinal))
            .SelectMany(path => Number().Matches(CSharpText.WithoutCommentsAndStrings(tree.Read(path)))
            .Select(match => match.Groups[1].Value))
            .Distinct()];
        string[] named = [.. Name().Matches(tree.Read(Page)).Select(match => match.Groups[1].Value)];
        foreach (string call in called.Except(named))
        {
            yield return $"{Page}: `{call}` is called, and not named with the kernel version that brought it";
        }

        string[] numbers = [.. tree.Under("src/Linux.Syscalls/", "unistd.cs")
            .SelectMany(path => Defined().Matches(tree.Read(path)).Select(match => match.Groups[1].Value))];
        foreach (string call in named.Intersect(numbers).Except(called))
        {
            yield return $"{Page}: `{call}` is named, and nothing calls it";
        }
    }

    [GeneratedRegex(@"\bSYS\.([a-z]\w*)")]
    private static partial Regex Number();

    [GeneratedRegex("`([a-z]\\w*)`")]
    private static partial Regex Name();

    [GeneratedRegex(@"public static int ([a-z]\w*) =>")]
    private static partial Regex Defined();
}
