// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;

namespace Husk.Engine.Explaining.Shell;

/// <summary>What the runtime does with cgroups, in lines of a shell.</summary>
/// <param name="directories">The container's own, one for each hierarchy.</param>
internal sealed class CgroupLines(IReadOnlyList<string> directories)
{
    private const string MountPoint = "/sys/fs/cgroup/";
    private const string Make = "mkdir ", Write = "write ", Arrow = " <- ";

    public IReadOnlyList<string> Directories => directories;

    /// <param name="plan">In which directories and writes stand in <see cref="RuntimePlan.Before"/> and after.</param>
    public static CgroupLines Of(RuntimePlan plan) => new(
    [
        .. plan.Before.Concat(plan.Meanwhile)
            .Where(line => line.StartsWith(Make + MountPoint, StringComparison.Ordinal))
            .Select(line => line[Make.Length..].Split(", where", 2)[0]),
    ]);

    /// <summary>The name that a directory's hierarchy has below /sys/fs/cgroup: <c>memory</c>,
    /// <c>cpu,cpuacct</c>.</summary>
    public string NameOf(string directory) =>
        directories.Count == 1 ? "" : directory[MountPoint.Length..].Split('/')[0];

    /// <summary>The line for one of the runtime's; null where a shell cannot do it.</summary>
    public string? Line(string text)
    {
        if (text.StartsWith(Make, StringComparison.Ordinal))
            return "mkdir -p " + ShellText.Quote(text[Make.Length..].Split(", where", 2)[0]);
        if (!text.StartsWith(Write, StringComparison.Ordinal)
            || text.IndexOf(Arrow, StringComparison.Ordinal) is not (> 0 and var at))
        {
            return null;
        }
        string place = text[Write.Length..at], value = text[(at + Arrow.Length)..];
        string[] parts = place.Split(": ", 2);
        string? path = parts.Length == 2
            ? PathIn(parts[0]) is { } directory ? ShellText.Quote($"{directory}/{parts[1]}") : null
            : place.Replace("PID", "$PID", StringComparison.Ordinal);
        return path is null ? null : $"echo {ShellText.Quote(value)} > {path}";
    }

    private string? PathIn(string hierarchy) => directories.Count == 1 ? directories[0]
        : directories.FirstOrDefault(directory => NameOf(directory) == hierarchy)
        ?? directories.FirstOrDefault(directory => NameOf(directory).Split(',').Contains(hierarchy))
        ?? directories.FirstOrDefault(directory => hierarchy == "name=" + NameOf(directory));
}
