// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Build.Syntax;

/// <summary>What <see cref="ShellLexer"/> leaves as it is.</summary>
[Flags]
internal enum ShellLexing
{
    None = 0,

    /// <summary>Quotes have their meaning, and stay in the result.</summary>
    KeepQuotes = 1,

    /// <summary>The escape character stays in the result.</summary>
    KeepEscapes = 2,

    /// <summary>Quotes are characters like any other.</summary>
    QuotesAreText = 4,

    /// <summary>A variable that is not set stays in the result by its name.</summary>
    KeepUnset = 8,
}
