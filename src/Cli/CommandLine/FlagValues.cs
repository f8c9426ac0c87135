// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Husk.Cli.CommandLine;

/// <summary>What was given to the flags of a command.</summary>
internal sealed class FlagValues
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Flag> _flags;

    public FlagValues(IEnumerable<Flag> flags) =>
        _flags = flags.ToDictionary(flag => flag.Name, StringComparer.Ordinal);

    public void Add(Flag flag, string value)
    {
        if (!_values.TryGetValue(flag.Name, out List<string>? values))
            _values[flag.Name] = values = [];
        values.Add(value);
    }

    public bool IsGiven(string name) => _values.ContainsKey(name);

    public bool Bool(string name) =>
        Last(name) is { } value ? value == "true" : _flags.TryGetValue(name, out Flag? flag) && flag.Default;

    public string? String(string name) => Last(name);

    public int? Int(string name) => Last(name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;

    public long? Int64(string name) => Last(name) is { } value ? long.Parse(value, CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> List(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The values of a list in which one argument may hold several, with commas between.</summary>
    public IReadOnlyList<string> Strings(string name) => [.. List(name).SelectMany(CommaFields.Split)];

    private string? Last(string name) => _values.TryGetValue(name, out List<string>? values) ? values[^1] : null;
}
