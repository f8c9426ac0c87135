// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Syntax;

/// <summary>A word whose variables cannot be replaced.</summary>
public sealed class ExpansionException(string word, string problem) : Exception($"failed to process \"{word}\": {problem}")
{
    /// <summary>As it stands in the file.</summary>
    public string Word { get; } = word;
}
