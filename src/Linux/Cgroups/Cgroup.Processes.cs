// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Text;
using System.Collections.Generic;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>The processes in the cgroup, by their numbers in the caller's pid namespace; unordered.</summary>
    /// <param name="recursive">Those in cgroups below it too, which the container may have made.</param>
    public IReadOnlyList<int> Processes(bool recursive = true) => ReadProcesses(Main, recursive);

    /// <summary>Whether a v2 directory has controllers for its children; false when it is gone.</summary>
    public static bool HandsDown(string path) => CgroupFile.Read(path + "/cgroup.subtree_control") is { Length: > 0 };

    /// <summary>
    /// The v2 directory that a process is in; null when the process is gone, or there is no v2 hierarchy.
    /// </summary>
    public static string? UnifiedOf(int pid)
    {
        byte[]? lines = At.ReadAllIfThere(BorrowedFd.Cwd, $"/proc/{pid}/cgroup");
        if (lines is null || CgroupLayout.Read().Unified is not { } hierarchy)
            return null;
        foreach (ProcCgroup line in ProcCgroup.Parse(lines))
        {
            if (line.Id == 0)
                return hierarchy.MountPoint + line.Path;
        }

        return null;
    }

    /// <summary>None when the directory is gone.</summary>
    private static List<int> ReadProcesses(string path, bool recursive)
    {
        var pids = new List<int>();
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        if (directory is not null)
            ReadProcesses(directory, recursive, pids);
        return pids;
    }

    // By descriptor: the container names the cgroups below its own, and need not name them in UTF-8.
    private static void ReadProcesses(BorrowedFd directory, bool recursive, List<int> pids)
    {
        try
        {
            Parse(At.ReadAllIfThere(directory, "cgroup.procs"), pids);
        }
        catch (SyscallException refused) when (refused.Errno == EOPNOTSUPP)
        {
            // A threaded cgroup has threads of processes that belong to its domain (cgroup-v2.rst, "Threads").
            Parse(At.ReadAllIfThere(directory, "cgroup.threads"), pids);
        }
        catch (SyscallException refused) when (refused.Errno == ENODEV)
        {
            // Removed while it was read.
        }

        if (!recursive)
            return;
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (entry.Type != FileType.Directory)
                continue;
            using OwnedFd? child = At.OpenIfThere(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            if (child is not null)
                ReadProcesses(child, recursive, pids);
        }
    }

    private static void Parse(ReadOnlySpan<byte> lines, List<int> pids)
    {
        while (Utf8Parser.TryParse(lines, out int pid, out int length))
        {
            pids.Add(pid);
            lines = lines[Math.Min(length + 1, lines.Length)..];
        }
    }
}
