// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Husk.EndToEnd.Parity;

/// <summary>What a command printed and how it ended, in normal form.</summary>
internal sealed record Outcome(string Stdout, string Stderr, int ExitCode)
{
    public static readonly Outcome Silent = new("", "", 0);

    /// <summary>As transcripts write it: two spaces before standard output, <c>!</c> before standard error, an exit
    /// code that is not 0.</summary>
    public IEnumerable<string> Lines =>
    [
        .. Split(Stdout).Select(line => ("  " + line).TrimEnd()),
        .. Split(Stderr).Select(line => ("! " + line).TrimEnd()),
        .. ExitCode == 0 ? Array.Empty<string>() : [$"[{ExitCode.ToString(CultureInfo.InvariantCulture)}]"],
    ];

    public override string ToString() => string.Join('\n', Lines);

    private static string[] Split(string text) => text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n');
}
