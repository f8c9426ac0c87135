// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Husk.Linux;

namespace Husk.Engine.Explaining;

/// <summary>What proc tells of processes (proc_pid_status(5)).</summary>
internal static class ProcessReader
{
    /// <summary>A tree of processes, a parent before its children; those that have ended meanwhile are not in
    /// it.</summary>
    public static IReadOnlyList<ExplainedProcess> Tree(IEnumerable<int> pids)
    {
        Dictionary<int, ExplainedProcess> all = pids.Select(Read).OfType<ExplainedProcess>()
            .ToDictionary(process => process.Pid);
        var tree = new List<ExplainedProcess>();
        foreach (ExplainedProcess root in all.Values.Where(process => !all.ContainsKey(process.Parent))
            .OrderBy(process => process.Pid))
        {
            Add(root, 0);
        }
        return tree;

        void Add(ExplainedProcess process, int depth)
        {
            tree.Add(process with { Depth = depth });
            foreach (ExplainedProcess child in all.Values.Where(child => child.Parent == process.Pid)
                .OrderBy(child => child.Pid))
            {
                Add(child, depth + 1);
            }
        }
    }

    /// <summary>The lines of /proc/PID/status by their names; empty when there is no such process.</summary>
    public static IReadOnlyDictionary<string, string> Status(int pid) => Text($"/proc/{pid}/status")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2))
        .Where(parts => parts.Length == 2)
        .ToDictionary(parts => parts[0], parts => parts[1].Trim());

    /// <summary>The AppArmor profile of a process and its mode; empty when there is no such, or no AppArmor.</summary>
    public static string ApparmorLabel(int pid) => Text($"/proc/{pid}/attr/apparmor/current").TrimEnd('\n', '\0');

    /// <summary>The limits of a process; none when there is no such.</summary>
    public static IReadOnlyList<ExplainedRlimit> Limits(int pid) =>
    [
        // The name has 25 columns, then come soft and hard limit and the unit.
        .. Text($"/proc/{pid}/limits").Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Where(line => line.Length > 26)
            .Select(line =>
                (Name: line[..25].Trim(), Values: line[26..].Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            .Where(row => row.Values.Length >= 2)
            .Select(row => new ExplainedRlimit(row.Name.StartsWith("Max ", StringComparison.Ordinal)
            ? row.Name[4..]
            : row.Name, row.Values[0], row.Values[1])),
    ];

    public static string Text(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(At.ReadAllIfThere(BorrowedFd.Cwd, path) ?? []);
        }
        catch (SyscallException)
        {
            return ""; // the process has ended between open and read: ESRCH
        }
    }

    private static ExplainedProcess? Read(int pid)
    {
        IReadOnlyDictionary<string, string> status = Status(pid);
        if (status.Count == 0)
            return null;
        string words = Text($"/proc/{pid}/cmdline").TrimEnd('\0').Replace('\0', ' ');
        return new ExplainedProcess(
            pid,
            int.Parse(status.GetValueOrDefault("NSpid", "0").Split('\t')[^1], CultureInfo.InvariantCulture),
            int.Parse(status.GetValueOrDefault("PPid", "0"), CultureInfo.InvariantCulture),
            0,
            uint.Parse(status.GetValueOrDefault("Uid", "0").Split('\t')[0], CultureInfo.InvariantCulture),
            status.GetValueOrDefault("State", "?")[..1],
            words.Length > 0 ? words : $"[{status.GetValueOrDefault("Name", "")}]");
    }
}
