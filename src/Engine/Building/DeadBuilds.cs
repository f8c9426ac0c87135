// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
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
            KillRuntime($"{dead.Path}/steps/{step}/{StepContainer.RuntimePid}", id);
            if (At.Exists(BorrowedFd.Cwd, $"{paths.Oci}/{id}"))
                new RuntimeClient(Programs.Runtime(""), [], paths.Oci).Delete(id, force: true);
        }

        NetworkStore? networks = null;
        foreach (string sandbox in dead.Sandboxes)
            (networks ??= NetworkStore.Open(paths.Root, paths.Run)).Release(sandbox);
        dead.Remove();
    }

    // It waits for the container, and might still be about to make it. Its number may be another process's by now.
    private static void KillRuntime(string file, string id)
    {
        if ((Written(file) ?? Started(id)) is not { } pid)
            return;
        using OwnedFd? process = PidFd.TryOpen(pid);
        if (process is null || !IsOf(pid, id))
            return;
        PidFd.SendSignal(process, SIGKILL);
        PidFd.UntilExited(process, System.TimeSpan.FromSeconds(5));
    }

    private static int? Written(string file) =>
        At.ReadAllIfThere(BorrowedFd.Cwd, file, 32) is { } text
            && int.TryParse(
                Encoding.ASCII.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
            ? pid
            : null;

    // Started by a build that was killed before it could write the number down.
    private static int? Started(string id)
    {
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int pid)
                && IsOf(pid, id))
            {
                return pid;
            }
        }

        return null;
    }

    private static bool IsOf(int pid, string id)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Contains(id, System.StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return false;
        }
    }
}
