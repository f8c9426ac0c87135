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
