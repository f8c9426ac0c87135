// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>What was given for each flag of a table.</summary>
internal sealed class FlagValues
{
    private readonly Flag[] _flags;
    private readonly List<string>?[] _given;

    public FlagValues(Flag[] flags)
    {
        _flags = flags;
        _given = new List<string>?[flags.Length];
    }

    /// <summary>`-h` or `--help`, which every table has without naming it.</summary>
    public bool Help { get; set; }

    public bool Has(string name) => _given[IndexOf(name)] is not null;

    public bool IsOn(string name) => GoLiteral.Bool(Last(name)) == true;

    /// <summary>The value given last, else the flag's default.</summary>
    public string Text(string name) => Last(name);

    /// <summary>
    /// As <see cref="Text"/>; null when that is empty, as runc takes an empty value for an absent one.
    /// </summary>
    public string? TextOrNull(string name) => Last(name) is { Length: > 0 } text ? text : null;

    public long Number(string name) => GoLiteral.Number(Last(name)) ?? 0;

    public TimeSpan Duration(string name) => GoDuration.Parse(Last(name)) ?? TimeSpan.Zero;

    public IReadOnlyList<string> List(string name) => _given[IndexOf(name)] ?? [];

    internal void Add(int flag, string value) => (_given[flag] ??= []).Add(value);

    private string Last(string name)
    {
        int index = IndexOf(name);
        return _given[index] is { } values ? values[^1] : _flags[index].Default;
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _flags.Length; i++)
        {
            if (_flags[i].Name == name)
                return i;
        }
        throw new ArgumentException($"no flag --{name} in the table", nameof(name));
    }
}
