// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Build.Syntax;

/// <summary>Replaces variables in the words of a Dockerfile; the reference, "Environment replacement".</summary>
/// <param name="escape">The file's escape character.</param>
/// <param name="variable">A variable's value; null when it is not set.</param>
public sealed class VariableExpansion(char escape, Func<string, string?> variable) : IWordExpander
{
    private readonly HashSet<string> _used = [];
    private readonly HashSet<string> _unset = [];

    /// <summary>Variables that were asked for, and had a value.</summary>
    public IReadOnlySet<string> Used => _used;

    /// <summary>Variables that were asked for, and had none.</summary>
    public IReadOnlySet<string> Unset => _unset;

    public string Expand(string word) => new ShellLexer(word, escape, Look, ShellLexing.None).Read().Text;

    public IReadOnlyList<string> ExpandWords(string word) =>
        new ShellLexer(word, escape, Look, ShellLexing.None).Read().Words;

    /// <inheritdoc/>
    /// <remarks>What escapes is a backslash here, whatever the file's directive says: so does BuildKit.</remarks>
    public string ExpandContent(string content) =>
        new ShellLexer(content, '\\', Look, ShellLexing.QuotesAreText).Read().Text;

    private string? Look(string name)
    {
        string? value = variable(name);
        (value is null ? _unset : _used).Add(name);
        return value;
    }
}
