// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Cli.CommandLine;

/// <summary>A command line that cannot be understood. The message is one line, worded as runc words it.</summary>
internal sealed class UsageException(string message, Command? command = null, int exitCode = 1) : Exception(message)
{
    /// <summary>The command whose help fits the mistake; null stands for the program's own.</summary>
    public Command? Command { get; } = command;

    public int ExitCode { get; } = exitCode;

    /// <summary>A topic nobody knows: there is no help to show with it.</summary>
    public bool ShowHelp { get; init; } = true;
}
