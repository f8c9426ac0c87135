// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Husk.Proofs;

/// <summary>
/// What `strace -f -o FILE` wrote, by process. A call that others came in between of is put together again.
/// </summary>
internal sealed partial class StraceLog
{
    private readonly Dictionary<int, string> _unfinished = [];

    private StraceLog()
    {
    }

    /// <summary>Each process's calls, in their order.</summary>
    public Dictionary<int, List<TracedCall>> Processes { get; } = [];

    public static StraceLog Parse(IEnumerable<string> lines)
    {
        var log = new StraceLog();
        foreach (string line in lines)
        {
            log.Add(line);
        }

        return log;
    }

    private void Add(string line)
    {
        Match match = Line().Match(line);
        if (!match.Success)
        {
            return; // a signal, or an exit
        }

        int pid = int.Parse(match.Groups["pid"].Value, CultureInfo.InvariantCulture);
        string text = match.Groups["text"].Value;
        if (text.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            _unfinished[pid] = text[..^Unfinished.Length];
            return;
        }

        Match resumed = Resumed().Match(text);
        Match call = Call().Match(resumed.Success ? _unfinished[pid] + resumed.Groups["rest"].Value : text);
        Assert.True(call.Success, $"not understood: {line}");
        string result = call.Groups["result"].Value;
        if (!Processes.TryGetValue(pid, out List<TracedCall>? calls))
        {
            Processes[pid] = calls = [];
        }

        calls.Add(new TracedCall(
            call.Groups["name"].Value,
            long.TryParse(result, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : 0,
            call.Groups["error"].Success ? call.Groups["error"].Value : null,
            call.Groups["arguments"].Value));
    }

    private const string Unfinished = " <unfinished ...>";

    [GeneratedRegex(@"^(?<pid>\d+) +(?<text>[a-z_<].*)$")]
    private static partial Regex Line();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>(?<rest>.*)$")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\) += (?<result>\?|-?\d+|0x[0-9a-f]+)( (?<error>E[A-Z0-9]+))?")]
    private static partial Regex Call();
}
