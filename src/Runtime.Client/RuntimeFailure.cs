// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Client;

/// <summary>A runtime was executed and did not do what it was asked for.</summary>
public sealed class RuntimeFailure : Exception
{
    /// <param name="message">
    /// The runtime's own words: the last line of its log with the level error, or of its stderr.
    /// </param>
    /// <param name="exitCode">What it ended with; 128+n when a signal ended it.</param>
    public RuntimeFailure(string message, int exitCode)
        : base(message) => ExitCode = exitCode;

    public int ExitCode { get; }
}
