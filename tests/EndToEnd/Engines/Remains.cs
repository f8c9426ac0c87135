// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Unix.Native;

namespace Husk.EndToEnd.Engines;

/// <summary>What containers of an engine can leave: the runtime's state, mounts, cgroups, processes.</summary>
internal static class Remains
{
    /// <param name="roots">The directories that the engine gives the runtime as --root.</param>
    /// <param name="mounts">The mounts that were there before the first container.</param>
    public static IReadOnlyList<string> Find(Ground ground, IEnumerable<string> roots, IReadOnlySet<string> mounts) =>
    [
        .. roots.Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries)
            .Where(path => !Path.GetFileName(path).StartsWith('.')).Select(path => "state: " + path),
        .. ground.Mounts.Where(point => !mounts.Contains(point)).Select(point => "mount: " + point),
        .. Cgroups(ground.Name).SelectMany(Directory.EnumerateDirectories)
            .Where(path => Path.GetFileName(path) != "conmon").Select(path => "cgroup: " + path),
        .. Processes(ground).Where(InCgroupOf(ground))
            .Select(pid => $"process {pid}: {Read(pid, "cmdline")} in {Read(pid, "cgroup")}"),
    ];

    /// <summary>Of the engine and its containers: by their cgroup, or by a path of the ground among their
    /// words.</summary>
    public static IEnumerable<int> Processes(Ground ground) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out int pid) ? pid : 0)
            .Where(pid =>
                pid != 0 && pid != Environment.ProcessId
                    && !Read(pid, "stat").Contains(") Z ", StringComparison.Ordinal))
            .Where(pid =>
                InCgroupOf(ground)(pid) || Read(pid, "cmdline").Contains(ground.Name, StringComparison.Ordinal))
            .ToList();

    /// <summary>True when there is none any more.</summary>
    public static bool RemoveCgroups(string name)
    {
        foreach (string path in Cgroups(name))
        {
            Remove(path);
        }

        return !Cgroups(name).Any();
    }

    private static Func<int, bool> InCgroupOf(Ground ground) =>
        pid => Read(pid, "cgroup").Contains('/' + ground.Name + '/', StringComparison.Ordinal)
            && !Read(pid, "cgroup").Contains('/' + ground.Name + "/conmon", StringComparison.Ordinal);

    public static IEnumerable<string> Cgroups(string name) =>
        HostCgroups.Parents(name).Where(Directory.Exists).ToList();

    private static void Remove(string cgroup)
    {
        foreach (string child in Directory.EnumerateDirectories(cgroup))
        {
            Remove(child);
        }

        Syscall.rmdir(cgroup);
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
