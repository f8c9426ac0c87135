// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Cli.CommandLine;

/// <summary>The command line itself is wrong.</summary>
/// <param name="message">What is wrong, as docker says it.</param>
/// <param name="exitCode">125 for flags, 1 for commands and arguments, as docker 28.</param>
internal sealed class UsageException(string message, int exitCode) : Exception(message)
{
    public const int WrongFlag = 125;

    public int ExitCode => exitCode;
}
