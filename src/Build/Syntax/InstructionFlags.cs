// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Build.Syntax;

/// <summary>The flags of one instruction, checked against those that it has.</summary>
internal sealed class InstructionFlags
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);

    /// <param name="source">The instruction.</param>
    /// <param name="words">As written: <c>--chown=0</c>.</param>
    /// <param name="known">The names it has; one that ends with a question mark is a switch, with an asterisk may be
    /// given again.</param>
    public InstructionFlags(InstructionSource source, IEnumerable<string> words, params string[] known)
    {
        foreach (string word in words)
        {
            int equals = word.IndexOf('=');
            string flag = equals < 0 ? word : word[..equals];
            string name = flag[2..];
            string kind = known.FirstOrDefault(each => each.TrimEnd('?', '*') == name)
                ?? throw new DockerfileException(source,
                    $"unknown flag: {flag}{Nearest.Suggestion(name, known.Select(each => each.TrimEnd('?', '*')))}",
                    flag);
            if (_values.ContainsKey(name) && !kind.EndsWith('*'))
                throw new DockerfileException(source, $"duplicate flag specified: {flag}", word);
            string value = equals < 0 ? "" : word[(equals + 1)..];
            if (kind.EndsWith('?'))
                value = Switch(source, flag, equals < 0 ? null : value);
            else if (equals < 0)
                throw new DockerfileException(source, $"missing a value on flag: {flag}", flag);
            if (!_values.TryGetValue(name, out List<string>? values))
                _values[name] = values = [];
            values.Add(value);
        }
    }

    /// <summary>The flag's value; null without the flag, or with an empty one.</summary>
    public string? Text(string name) =>
        _values.TryGetValue(name, out List<string>? values) && values[0].Length > 0 ? values[0] : null;

    /// <summary>Null without the flag.</summary>
    public bool? Switch(string name) =>
        _values.TryGetValue(name, out List<string>? values) ? values[0] == "true" : null;

    public IReadOnlyList<string> List(string name) => _values.GetValueOrDefault(name) ?? [];

    private static string Switch(InstructionSource source, string flag, string? value) =>
        value?.ToLowerInvariant() switch
        {
            null or "true" => "true",
            "false" => "false",
            "" => throw new DockerfileException(source, $"missing a value on flag: {flag}", flag),
            _ => throw new DockerfileException(source, $"expecting boolean value for flag {flag}, not: {value}", flag),
        };
}
