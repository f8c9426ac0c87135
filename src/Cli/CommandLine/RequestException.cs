// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Cli.CommandLine;

/// <summary>What the flags of <c>run</c> or <c>create</c> ask for together is no container.</summary>
/// <param name="message">What is wrong, as docker says it.</param>
/// <param name="exitCode">125, with which docker says where to read on; or 1, with which it says no more than
/// this.</param>
internal sealed class RequestException(string message, int exitCode = UsageException.WrongFlag) : Exception(message)
{
    public int ExitCode => exitCode;
}
