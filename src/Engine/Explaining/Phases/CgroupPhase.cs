// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Engine.Explaining.Shell;

namespace Husk.Engine.Explaining.Phases;

/// <summary>Limits, which are files of cgroups.</summary>
internal static class CgroupPhase
{
    private static readonly (string Word, string Why)[] Reasons =
    [
        ("devices.deny", "first nothing at all"),
        ("devices.allow", "then, one by one, what can be opened; r reads, w writes, m makes a node"),
        ("memory.limit", "--memory"), ("memory.max", "--memory"), ("memory.memsw", "--memory-swap"),
        ("memory.swap", "--memory-swap"), ("memory.soft", "--memory-reservation"),
        ("memory.low", "--memory-reservation"),
        ("pids", "--pids-limit"), ("cfs_quota", "--cpus"), ("cpu.max", "--cpus"), ("cfs_period", "--cpus"),
        ("shares", "--cpu-shares"), ("cpu.weight", "--cpu-shares"),
        ("cpuset", "a new cpuset of v1 is empty until somebody says what is in it"),
        ("oom_score_adj", "who is killed first when memory runs out"), ("RLIMIT", "--ulimit"),
        ("BPF_PROG", "cgroup v2 has no files for devices: a program in the kernel decides (BPF_PROG_TYPE_CGROUP_DEVICE)"),
    ];

    public static ExplainedPhase Of(RunFacts facts)
    {
        CgroupLines lines = CgroupLines.Of(facts.Plan);
        string[] all = [.. facts.Plan.Before, .. facts.Plan.Meanwhile];
        string[] devices = [.. all.Where(text => text.Contains("devices.allow", StringComparison.Ordinal))];
        IEnumerable<string> rest = all.Except(devices)
            .Where(text => !text.StartsWith("mkdir ", StringComparison.Ordinal));
        return new ExplainedPhase("cgroups", "Cgroups and limits",
        [
            Directories(lines),
            .. rest.Select(text => Step(text, lines)),
            .. devices.Length == 0 ? [] : (ExplainedStep[])[Devices(devices, lines)],
        ]);
    }

    private static ExplainedStep Directories(CgroupLines lines) => new(
        lines.Directories.Count == 1 ? $"make the cgroup {lines.Directories[0]}"
            : $"make a cgroup in each of {lines.Directories.Count} hierarchies",
        "a directory is a cgroup: what is in it is counted and limited together (cgroups(7))")
    {
        Actor = "runtime",
        Shell = [.. lines.Directories.Select(directory => "mkdir -p " + ShellText.Quote(directory))],
    };

    private static ExplainedStep Devices(string[] writes, CgroupLines lines) => new(
        $"allow {writes.Length} kinds of devices", Why(writes[0]))
    {
        Actor = "runtime",
        Shell = [.. writes.Select(lines.Line).OfType<string>()],
    };

    private static ExplainedStep Step(string text, CgroupLines lines) => new(text, Why(text))
    {
        Actor = "runtime",
        Shell = lines.Line(text) is { } line ? [line] : Limit(text),
    };

    private static string Why(string text) =>
        Reasons.FirstOrDefault(reason => text.Contains(reason.Word, StringComparison.Ordinal)).Why ?? "";

    private static string[] Limit(string text)
    {
        const string limit = "prlimit64(PID, RLIMIT_";
        if (!text.StartsWith(limit, StringComparison.Ordinal))
            return [];
        string[] parts = text[limit.Length..].TrimEnd(')').Split(", ");
        return [$"prlimit --pid $PID --{parts[0].ToLowerInvariant()}={parts[1]["soft ".Length..]}:{parts[2]["hard ".Length..]}"];
    }
}
