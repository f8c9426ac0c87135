// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Cli.CommandLine;

/// <summary>
/// One option of a command: a row of the table that is parsed by, and that `--help` and the man page show.
/// </summary>
/// <param name="Name">Without dashes; one dash or two may stand before it.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="Usage">One line for `--help`.</param>
internal sealed record Flag(string Name, FlagKind Kind, string Usage)
{
    /// <summary>A one-letter name beside <see cref="Name"/>; empty when there is none.</summary>
    public string Short { get; init; } = "";

    /// <summary>The value when the flag is not given, as it would be typed.</summary>
    public string Default { get; init; } = "";

    /// <summary>Accepted for callers that still send it, and left out of `--help`.</summary>
    public bool Hidden { get; init; }
}
