// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Mono.Unix.Native;

namespace Husk.Conformance.Fixture;

/// <summary>
/// What containers can leave on a host, found by the sandbox's name: state, mounts, cgroups, processes.
/// </summary>
internal static class Leftovers
{
    private static readonly EnumerationOptions EveryEntry = new() { AttributesToSkip = 0 };

    public static IReadOnlyList<string> Find(Sandbox sandbox)
    {
        List<string> found = [];
        found.AddRange(StateEntries(sandbox.Root).Select(path => "state: " + path));
        found.AddRange(Mounts(sandbox).Select(point => "mount: " + point));
        found.AddRange(Processes(sandbox)
            .Select(pid => $"process {pid}: {ReadLine($"/proc/{pid}/cmdline")} in {ReadLine($"/proc/{pid}/cgroup")}"));
        found.AddRange(Cgroups(sandbox).SelectMany(parent => Directory.EnumerateDirectories(parent))
            .Select(path => "cgroup: " + path));
        return found;
    }

    /// <summary>A runtime may keep a cache under its root, if the name begins with a dot.</summary>
    public static IEnumerable<string> StateEntries(string root) =>
        Directory.Exists(root)
            ? Directory.EnumerateFileSystemEntries(root, "*", EveryEntry)
                .Where(path => !Path.GetFileName(path).StartsWith('.')).ToList()
            : [];

    public static void Clear(Sandbox sandbox)
    {
        foreach (int pid in Processes(sandbox))
        {
            Syscall.kill(pid, Signum.SIGKILL);
        }

        foreach (string point in Mounts(sandbox).OrderByDescending(point => point.Length))
        {
            Libc.umount2(point, Libc.MNT_DETACH);
        }

        Eventually.Becomes(() => !Processes(sandbox).Any(), TimeSpan.FromSeconds(2));
        foreach (string parent in Cgroups(sandbox))
        {
            RemoveCgroup(parent);
        }

        // Files can be unremovable for a moment, while the container's mount namespace goes away.
        Eventually.Becomes(() => TryDelete(sandbox.Path), TimeSpan.FromSeconds(2));
    }

    private static IEnumerable<string> Mounts(Sandbox sandbox) =>
        File.ReadAllLines("/proc/self/mountinfo").Select(line => line.Split(' ')[4])
            .Where(point => point.Contains(sandbox.Name, StringComparison.Ordinal)).ToList();

    private static IEnumerable<string> Cgroups(Sandbox sandbox) =>
        HostCgroups.Parents(sandbox.Name).Where(Directory.Exists).ToList();

    private static IEnumerable<int> Processes(Sandbox sandbox) =>
        Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out int pid) ? pid : 0)
            .Where(pid => pid != 0 && pid != Environment.ProcessId && Belongs(pid, sandbox)).ToList();

    private static bool Belongs(int pid, Sandbox sandbox) =>
        !ReadLine($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal)
        && (ReadLine($"/proc/{pid}/cgroup").Contains(sandbox.Name, StringComparison.Ordinal)
            || ReadLine($"/proc/{pid}/cmdline").Contains(sandbox.Name, StringComparison.Ordinal));

    private static string ReadLine(string path)
    {
        try
        {
            return File.ReadAllText(path).Replace('\0', ' ').Replace('\n', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void RemoveCgroup(string path)
    {
        foreach (string child in Directory.EnumerateDirectories(path))
        {
            RemoveCgroup(child);
        }

        Syscall.rmdir(path);
    }

    private static bool TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
