// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax.Instructions;

/// <summary>What RUN, CMD, ENTRYPOINT or HEALTHCHECK executes.</summary>
/// <param name="Words">The words of the exec form; one, the whole line, in the shell form; none where nothing was
/// given.</param>
/// <param name="IsShell">Whether it is for the shell: it was no JSON array of strings.</param>
public sealed record CommandLine(IReadOnlyList<string> Words, bool IsShell)
{
    /// <summary>What is executed.</summary>
    /// <param name="shell">The words of the shell that the shell form is for.</param>
    public IReadOnlyList<string> With(IReadOnlyList<string> shell) =>
        IsShell && Words.Count > 0 ? [.. shell, .. Words] : Words;
}
