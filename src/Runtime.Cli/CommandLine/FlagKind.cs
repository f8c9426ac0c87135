// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Cli.CommandLine;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Nothing, or `=true` and `=false`.</summary>
    Switch,

    /// <summary>One value; the last one given wins.</summary>
    Text,

    /// <summary>One whole number.</summary>
    Number,

    /// <summary>A value each time it is given, in order.</summary>
    TextList,

    /// <summary>A whole number each time it is given, in order.</summary>
    NumberList,

    /// <summary>One length of time, as Go writes it: `1m30s`, `500ms`.</summary>
    Duration,
}
