// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Husk.Engine.Containers;
using Husk.Linux;
using Husk.Networks;
using Husk.Runtime.Client;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Building;

/// <summary>What killed builds left: their steps' containers, networks and files.</summary>
internal static class DeadBuilds
{
    /// <summary>Takes it away.</summary>
    public static void Clear(EnginePaths paths)
    {
        foreach (BuildDirectory dead in BuildDirectory.Dead(paths))
        {
            using (dead)
                Clear(paths, dead);
        }
    }

    /// <summary>A line for each.</summary>
    /// <param name="paths">Where everything is.</param>
    /// <param name="repair">Whether it is taken away.</param>
    public static IReadOnlyList<string> Check(EnginePaths paths, bool repair)
    {
        var found = new List<string>();
        foreach (BuildDirectory dead in BuildDirectory.Dead(paths))
        {
            using (dead)
            {
                found.Add($"build {dead.Id}: was killed");
                if (repair)
                    Clear(paths, dead);
            }
        }

        return found;
    }

    private static void Clear(EnginePaths paths, BuildDirectory dead)
    {
        foreach (string step in dead.Steps)
        {
            string id = dead.ContainerOf(step);
            KillRuntime(paths.Oci, id);
            if (At.Exists(BorrowedFd.Cwd, $"{paths.Oci}/{id}"))
                new RuntimeClient(Programs.Runtime(""), [], paths.Oci).Delete(id, force: true);
        }

        NetworkStore? networks = null;
        foreach (string sandbox in dead.Sandboxes)
            (networks ??= NetworkStore.Open(paths.Root, paths.Run)).Release(sandbox);
        dead.Remove();
    }

    // It waits for the container, and might still be about to make it.
    private static void KillRuntime(string root, string id)
    {
        foreach (string directory in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                || !IsRuntime(pid, root, id))
            {
                continue;
            }

            using OwnedFd? process = PidFd.TryOpen(pid);
            // Once more: the number may be another process's by now.
            if (process is null || !IsRuntime(pid, root, id))
                continue;
            PidFd.SendSignal(process, SIGKILL);
            PidFd.UntilExited(process, System.TimeSpan.FromSeconds(5));
        }
    }

    // By all that RuntimeClient starts it with: who only names the container, somebody's grep for one, is none of ours.
    private static bool IsRuntime(int pid, string root, string id)
    {
        try
        {
            string[] words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return words.Contains("run") && words.Contains(root) && words.Contains(id);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
