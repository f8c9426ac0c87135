// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>One command: a row of the table that is run by, and that `--help` and the man page show.</summary>
internal sealed record Command
{
    public required string Name { get; init; }

    /// <summary>One line, in the list of commands.</summary>
    public required string Summary { get; init; }

    /// <summary>What stands after the flags: `&lt;container-id&gt; [signal]`; empty for nothing.</summary>
    public string Arguments { get; init; } = "";

    /// <summary>Paragraphs for the command's own help.</summary>
    public string Description { get; init; } = "";

    public Flag[] Flags { get; init; } = [];

    /// <summary>
    /// Whether whatever stands behind the first word is somebody else's: the command that `exec` runs.
    /// </summary>
    public bool WordsEndFlags { get; init; }

    public int MinArguments { get; init; }

    public int MaxArguments { get; init; }

    /// <summary>The exit code when the command itself fails; its users know runc's.</summary>
    public int FailureCode { get; init; } = 1;

    /// <summary>What stands before the error, as in runc: `exec failed: `.</summary>
    public string FailurePrefix { get; init; } = "";

    /// <summary>Does the work and returns the exit code.</summary>
    public required Func<Invocation, int> Run { get; init; }

    /// <summary>The words after the flags, if they are as many as the command takes.</summary>
    /// <exception cref="UsageException">They are not.</exception>
    public string[] Checked(string[] arguments)
    {
        if (arguments.Length >= MinArguments && arguments.Length <= MaxArguments)
            return arguments;
        string wanted = MinArguments == MaxArguments ? $"exactly {MinArguments}"
            : arguments.Length < MinArguments ? $"a minimum of {MinArguments}"
            : $"a maximum of {MaxArguments}";
        throw new UsageException($"husk-oci: \"{Name}\" requires {wanted} argument(s)", this);
    }
}
