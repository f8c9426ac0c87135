// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Cli.Templates;

/// <summary>A template does not parse, or cannot be carried out on what it was given. The words are Go's.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="exitCode">What the program exits with.</param>
internal sealed class TemplateException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>Docker's for a template of `inspect` or `events` that is none (docker/cli, StatusError).</summary>
    public const int NoTemplate = 64;

    public int ExitCode => exitCode;
}
