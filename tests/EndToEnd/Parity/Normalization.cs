// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Husk.EndToEnd.Parity;

/// <summary>
/// What two engines cannot have in common is taken out of what they print: see the list in the README. Identifiers are
/// numbered in the order in which a scenario shows them, so which is which is compared.
/// </summary>
internal sealed partial class Normalization(string directory)
{
    // In this order: an earlier row may take what a later one would.
    private static readonly (Regex What, string Instead)[] Rules =
    [
        (DaemonOfRun(), "docker: "),
        (Daemon(), ""),
        (Runtime(), ""),
        (Unknown(), ""),
        (OwnName(), "docker"),
        (Rfc3339(), "TIME"),
        (GoTime(), "TIME"),
        (Ago(), "AGO"),
        (Address(), "$1NET$2"),
        (Address6(), "NET6"),
        (Hardware(), "MAC"),
        (HighPort(), ":PORT"),
        (Spaces(), "  "),
    ];

    private readonly List<string> _ids = [];

    public Outcome Of(string stdout, string stderr, int exitCode) =>
        new(Text(stdout), Beginning().Replace(Text(stderr), found => found.Value.ToLowerInvariant()), exitCode);

    private string Text(string text)
    {
        text = text.Replace("\r", "", StringComparison.Ordinal).Replace(directory, "DIR", StringComparison.Ordinal);
        text = Identifier().Replace(text, Numbered);
        text = Rules.Aggregate(text, (sofar, rule) => rule.What.Replace(sofar, rule.Instead));
        return string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd() + "\n"))
            .TrimStart('\n') is { Length: > 1 } lines ? lines : "";
    }

    // A short one is the long one that begins so.
    private string Numbered(Match match)
    {
        string id = match.Value;
        int at = _ids.FindIndex(
            known => known.StartsWith(id, StringComparison.Ordinal) || id.StartsWith(known, StringComparison.Ordinal));
        if (at < 0)
        {
            at = _ids.Count;
            _ids.Add(id);
        }

        return (id.Length == 64 ? "LONG" : "ID") + (at + 1).ToString(CultureInfo.InvariantCulture);
    }

    // The daemon's older words begin with a capital, its newer ones do not.
    [GeneratedRegex(@"^(docker: )?(?!Run '|See '|Usage: )[A-Z](?=[a-z])", RegexOptions.Multiline)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^docker: Error response from daemon: ", RegexOptions.Multiline)]
    private static partial Regex DaemonOfRun();

    [GeneratedRegex(@"^(Error response from daemon|Error): ", RegexOptions.Multiline)]
    private static partial Regex Daemon();

    // Through whose hands the runtime's words have gone.
    [GeneratedRegex(@"(failed to create task for container: )?(failed to create shim task: )?OCI runtime create failed: runc create failed: |husk-oci run failed: |OCI runtime (start|create) failed: ")]
    private static partial Regex Runtime();

    [GeneratedRegex(@": unknown$", RegexOptions.Multiline)]
    private static partial Regex Unknown();

    [GeneratedRegex(@"\bhusk\b")]
    private static partial Regex OwnName();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} [A-Z]+")]
    private static partial Regex GoTime();

    [GeneratedRegex(@"\b(Less than a second|About (a|an) (minute|hour)|\d+ (second|minute|hour)s?)\b")]
    private static partial Regex Ago();

    [GeneratedRegex(@"\b()(?:172\.(?:1[6-9]|2\d|3[01])|10\.\d+|192\.168)\.\d+\.(\d+)\b")]
    private static partial Regex Address();

    [GeneratedRegex(@"\bfd[0-9a-f]{2}:[0-9a-f:]+")]
    private static partial Regex Address6();

    [GeneratedRegex(@"\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b")]
    private static partial Regex Hardware();

    [GeneratedRegex(@":(3[2-9]|4\d|5\d|6\d)\d{3}\b")]
    private static partial Regex HighPort();

    [GeneratedRegex(@"(?<=\S) {2,}(?=\S)")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b([0-9a-f]{64}|[0-9a-f]{12})\b")]
    private static partial Regex Identifier();
}
