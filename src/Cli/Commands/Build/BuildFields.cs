// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Cli.CommandLine;
using Husk.Engine;

namespace Husk.Cli.Commands.Build;

/// <summary>A flag's value that is fields, <c>type=local,dest=DIRECTORY</c>: each of them is asked for, or is a
/// mistake.</summary>
internal sealed class BuildFields
{
    private readonly string _flag;
    private readonly string _text;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="flag">The flag's name, for messages.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="EngineException">It is no list of fields.</exception>
    public BuildFields(string flag, string text)
    {
        (_flag, _text) = (flag, text);
        foreach (string field in Split(text))
        {
            int equals = field.IndexOf('=');
            if (equals <= 0)
                throw Wrong($"invalid field '{field}' must be a key=value pair");
            if (!_values.TryAdd(field[..equals].Trim(), field[(equals + 1)..]))
                throw Wrong($"{field[..equals].Trim()} is there twice");
        }
    }

    /// <summary>Takes a field; null when it is not there, or empty.</summary>
    public string? Take(string name) => _values.Remove(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>Takes a field that says yes or no; null when it is not there.</summary>
    public bool? TakeBool(string name) => Take(name) switch
    {
        null => null,
        "true" or "1" => true,
        "false" or "0" => false,
        string other => throw Wrong($"invalid value {other} for {name}: true or false expected"),
    };

    /// <summary>Takes a field of which there is but one value here.</summary>
    public void TakeOnly(string name, string value)
    {
        if (Take(name) is { } asked && !string.Equals(asked, value, StringComparison.OrdinalIgnoreCase))
            throw Wrong($"{name} can only be {value}");
    }

    /// <summary>Refuses what nobody has taken.</summary>
    public void End()
    {
        if (_values.Count > 0)
            throw Wrong($"unknown field '{_values.Keys.First()}'");
    }

    public EngineException Wrong(string problem) => new(EngineFault.InvalidArgument, $"--{_flag} {_text}: {problem}");

    private IReadOnlyList<string> Split(string text)
    {
        try
        {
            return CommaFields.Split(text);
        }
        catch (FormatException wrong)
        {
            throw Wrong(wrong.Message);
        }
    }
}
