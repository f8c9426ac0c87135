// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Build.Syntax;

/// <summary>Replaces variables in words of instructions, and takes their quotes away.</summary>
public interface IWordExpander
{
    /// <summary>The word as it is meant.</summary>
    /// <exception cref="ExpansionException">It cannot be read, or a variable that it demands is not set.</exception>
    string Expand(string word);

    /// <summary>The words that one turns into: what a variable holds is split at its spaces, unless it is
    /// quoted.</summary>
    /// <exception cref="ExpansionException">As <see cref="Expand"/>.</exception>
    IReadOnlyList<string> ExpandWords(string word);

    /// <summary>The text of a heredoc: variables are replaced, quotes stay what they are.</summary>
    /// <exception cref="ExpansionException">As <see cref="Expand"/>.</exception>
    string ExpandContent(string content);
}
