// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Architecture;

/// <summary>Every project is in the solution: one that is not is never formatted, and never built by an
/// editor.</summary>
internal static class SolutionProjects
{
    private const string Solution = "Runtime.sln";

    /// <summary>Published by tests for whatever framework has a NativeAOT pack; they have none of their own.</summary>
    private static readonly string[] Apart =
        ["tests/ChildCode/Fixture/Fixture.csproj", "tests/Proofs/CloneStress/CloneStress.csproj"];

    public static IEnumerable<string> Violations(SourceTree tree)
    {
        string solution = tree.Read(Solution).Replace('\\', '/');
        foreach (string path in tree.Under("", ".csproj").Except(Apart))
        {
            if (!solution.Contains($"\"{path}\"", StringComparison.Ordinal))
            {
                yield return $"{Solution}: {path} is not in it (dotnet sln add {path})";
            }
        }
    }
}
