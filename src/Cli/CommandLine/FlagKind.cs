// SPDX-License-Identifier: Apache-2.0
namespace Husk.Cli.CommandLine;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Nothing, or <c>=true</c> and <c>=false</c>.</summary>
    Bool,

    String,

    Int,

    Int64,

    /// <summary>Given any number of times; all values count.</summary>
    List,
}
