// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers.Execs;

/// <summary>
/// Looks, before a runtime is asked, whether a running container has a program: the runtime would tell of it on the
/// very descriptor that the user reads, and each in other words.
/// </summary>
internal static class ProgramLookup
{
    private const uint AnyExecute = 0x49; /* 0111 */

    /// <summary>What is wrong with the program, in docker's words; null when it can be tried.</summary>
    /// <param name="pid">The container's own process: its root has the container's mounts.</param>
    /// <param name="process">What is to be executed.</param>
    public static string? Fault(int pid, Process process)
    {
        using OwnedFd? root = At.OpenIfThere(BorrowedFd.Cwd, $"/proc/{pid}/root", O_PATH | O_DIRECTORY);
        if (root is null)
            return null;
        if (Look(root, process.Cwd) is { } missing && missing.StartsWith("stat ", StringComparison.Ordinal))
            return $"chdir to cwd (\"{process.Cwd}\") set in config.json failed: no such file or directory";
        string name = process.Args[0];
        if (name.Contains('/'))
        {
            return Look(root, name.StartsWith('/') ? name : $"{process.Cwd}/{name}") is { } fault
                ? $"exec: \"{name}\": {fault}"
                : null;
        }
        string path =
            process.Env.LastOrDefault(variable => variable.StartsWith("PATH=", StringComparison.Ordinal))?[5..] ?? "";
        List<string?> faults = [.. path.Split(':')
            .Select(directory => Look(root, $"{(directory.Length > 0 ? directory : process.Cwd)}/{name}"))];
        return faults.Contains(null) ? null
            : faults.Contains(Refused) ? $"exec: \"{name}\": {Refused}"
            : $"exec: \"{name}\": executable file not found in $PATH";
    }

    private const string Refused = "permission denied";

    private static string? Look(OwnedFd root, string path)
    {
        nint found = At.OpenAt2(root, path, O_PATH, RESOLVE_IN_ROOT);
        if (found is -ENOENT or -ENOTDIR)
            return $"stat {path}: no such file or directory";
        if (found < 0)
            return null;
        using var file = new OwnedFd((int)found);
        FileStatus status = Fd.Stat(file);
        return status.Type is FileType.Directory ? "is a directory" : (status.Mode & AnyExecute) == 0 ? Refused : null;
    }
}
