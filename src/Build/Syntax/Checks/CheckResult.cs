// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax.Checks;

/// <summary>What was found in a Dockerfile.</summary>
/// <param name="Warnings">In the order of the file.</param>
/// <param name="IsError">Whether the file says that they end the build.</param>
public sealed record CheckResult(IReadOnlyList<DockerfileWarning> Warnings, bool IsError)
{
    /// <summary>Why no build can come of the file; null when one can, as far as is seen without building.</summary>
    public CheckFailure? Failure { get; init; }

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsClean => Warnings.Count == 0 && Failure is null;

    /// <summary>Why the build ends; null when it does not.</summary>
    public string? Error => IsError && Warnings.Count > 0
        ? "lint violation found for rules: " + string.Join(", ", Warnings.Select(warning => warning.Rule).Distinct())
        : null;
}
