// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// Whoever read standard output has closed it: `husk-oci plan | head`. Most programs die of SIGPIPE then, without a
/// word; .NET ignores that signal.
/// </summary>
internal sealed class ReaderLeftException(Exception inner) : Exception("nobody reads standard output any more", inner)
{
    /// <summary>What a shell reports of a program that died of SIGPIPE: 128 and the signal's number.</summary>
    public const int ExitCode = 128 + 13;
}
