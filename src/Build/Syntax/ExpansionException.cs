// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Syntax;

/// <summary>A word whose variables cannot be replaced.</summary>
/// <param name="word">As it stands in the file: of a heredoc all its lines, which the message has as one.</param>
/// <param name="problem">What is wrong with it.</param>
public sealed class ExpansionException(string word, string problem)
    : Exception($"failed to process \"{word}\": {problem}".ReplaceLineEndings("\\n"))
{
    /// <summary>As it stands in the file.</summary>
    public string Word { get; } = word;
}
