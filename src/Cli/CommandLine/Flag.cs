// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Cli.CommandLine;

/// <summary>A flag of a command.</summary>
/// <param name="Name">After two dashes.</param>
/// <param name="Short">After one; '\0' for none.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Help">One sentence without a full stop.</param>
/// <param name="Value">What help calls the value: <c>string</c>, <c>filter</c>.</param>
/// <param name="Default">Of a flag of nothing, whether it holds when it is not given.</param>
internal sealed record Flag(
    string Name, char Short, FlagKind Kind, string Help, string Value = "", bool Default = false)
{
    /// <summary>Looks at each value as it is read; what is wrong with it is the message of a
    /// <see cref="FormatException"/>.</summary>
    public Action<string>? Check { get; init; }

    /// <summary>The flag that this is another name of; it is then in no help.</summary>
    public string? SameAs { get; init; }

    /// <summary>As messages name it: <c>-q, --quiet</c>.</summary>
    public string Shown => Short == '\0' ? $"--{Name}" : $"-{Short}, --{Name}";

    /// <summary>A list in which one argument may hold several values, with commas between.</summary>
    public static Flag Strings(string name, string help) =>
        new(name, '\0', FlagKind.List, help, "strings") { Check = static text => CommaFields.Split(text) };

    /// <summary>What help calls the value.</summary>
    public string ValueName => Value.Length > 0 ? Value : Kind switch
    {
        FlagKind.String => "string",
        FlagKind.Int or FlagKind.Int64 => "int",
        FlagKind.List => "list",
        _ => "",
    };
}
