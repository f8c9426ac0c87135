// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Conformance.Fixture;
using Husk.Runtime.Tests.Seccomp;
using Mono.Unix.Native;

namespace Husk.Proofs;

/// <summary>What native-tests/faults wrote down of a command, and how to have it fail a call.</summary>
internal sealed class FaultLog
{
    private static readonly Dictionary<uint, string> Names =
        SyscallNumbers.OfX86_64.ToDictionary(pair => pair.Value, pair => pair.Key);

    private FaultLog(string[] lines)
    {
        int executed = Array.IndexOf(lines, "executed");
        UntilExecuted = executed < 0 ? lines.Length : executed;
        Threads = [.. lines.Where(line => line.StartsWith("threads ", StringComparison.Ordinal))
            .Select(line => line["threads ".Length..].Split('|'))];
        LateThreads = lines.Count(line => line == "late thread");
        Runtime = Calls(lines[..UntilExecuted], "runtime");
        Child = Calls(lines, "child");
        Injected = lines.Any(line => line.EndsWith(" injected", StringComparison.Ordinal));
    }

    /// <summary>At each clone of a process: the names of the threads that the runtime had.</summary>
    public IReadOnlyList<string[]> Threads { get; }

    /// <summary>How many threads the runtime started itself.</summary>
    public int LateThreads { get; }

    /// <summary>
    /// The runtime's calls up to the moment in which its child executed something. The first has the ordinal 1.
    /// </summary>
    public IReadOnlyList<TracedCall> Runtime { get; }

    public IReadOnlyList<TracedCall> Child { get; }

    /// <summary>Whether the call that was to fail was made.</summary>
    public bool Injected { get; }

    private int UntilExecuted { get; }

    public static FaultLog Read(string path) => new(File.ReadAllLines(path));

    /// <summary>Runs a command of the runtime under the injector.</summary>
    /// <param name="path">Where the log goes.</param>
    /// <param name="fault">The role, the ordinal and the error of the call that is to fail; null to watch only.</param>
    public static Launch Under(string path, (string Role, int Ordinal, Errno Error)? fault = null)
    {
        string[] which = fault is { } f
            ? ["-k", f.Role, f.Ordinal.ToString(CultureInfo.InvariantCulture),
                NativeConvert.FromErrno(f.Error).ToString(CultureInfo.InvariantCulture)]
            : [];
        return new Launch { Wrapper = [Path.Combine(AppContext.BaseDirectory, "fault"), "-l", path, .. which, "--"] };
    }

    private static TracedCall[] Calls(string[] lines, string role) =>
        [.. lines.Where(line => line.StartsWith(role + " ", StringComparison.Ordinal)).Select(Call)];

    private static TracedCall Call(string line)
    {
        string[] words = line.Split(' ');
        long result = long.Parse(words[3], CultureInfo.InvariantCulture);
        string? error = result is < 0 and > -4096 ? NativeConvert.ToErrno((int)-result).ToString() : null;
        return new TracedCall(Names[uint.Parse(words[2], CultureInfo.InvariantCulture)], result, error);
    }
}
