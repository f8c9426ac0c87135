// SPDX-License-Identifier: Apache-2.0
using System;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>How long the last processes may take to be gone after they were killed.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Removes the cgroups below this one and those directories that <see cref="Create"/> made. What is gone already
    /// is no error, nor is a parent that others use by now. Waits some seconds for processes that are about to exit,
    /// and kills none.
    /// </summary>
    /// <exception cref="SyscallException">
    /// A process stays (EBUSY). The other hierarchies are cleared all the same.
    /// </exception>
    public void Delete()
    {
        SyscallException? first = null;
        long end = Environment.TickCount64 + (long)DrainLimit.TotalMilliseconds;
        foreach ((_, string path) in _paths)
        {
            try
            {
                Remove(path, _made.Contains(path), end);
            }
            catch (SyscallException refused)
            {
                first ??= refused.Errno == EBUSY ? StillUsed(refused, path) : refused;
            }
        }

        RemoveParents();
        if (first is not null)
            throw first;
    }

    private static SyscallException StillUsed(SyscallException refused, string path) =>
        Because(refused, $"{ReadProcesses(path, recursive: true).Count} process(es) are still in it");

    private void Remove(string path, bool itself, long end)
    {
        if (itself && TryRmdir(BorrowedFd.Cwd, path))
            return;
        var left = TimeSpan.FromMilliseconds(Math.Max(end - Environment.TickCount64, 0));
        if (Unified is { } unified)
            CgroupEvents.WaitFor(unified, "populated 0"u8, left);
        using OwnedFd? directory = At.OpenIfThere(BorrowedFd.Cwd, path, O_RDONLY | O_DIRECTORY);
        if (directory is null)
            return;
        RemoveBelow(directory, end);
        if (itself)
            RmdirWhenEmpty(BorrowedFd.Cwd, path, end);
    }

    private static void RemoveBelow(BorrowedFd directory, long end)
    {
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            if (entry.Type != FileType.Directory)
                continue;
            using (OwnedFd? child = At.OpenIfThere(directory, entry.Name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW))
            {
                if (child is null)
                    continue;
                RemoveBelow(child, end);
            }

            RmdirWhenEmpty(directory, entry.Name, end);
        }
    }

    /// <summary>
    /// A process leaves its cgroup some time after it can be waited for no more; v1 has nothing to poll for that.
    /// </summary>
    private static void RmdirWhenEmpty(BorrowedFd directory, Pathname path, long end)
    {
        for (int milliseconds = 1; !TryRmdir(directory, path); milliseconds = Math.Min(milliseconds * 2, 100))
        {
            if (Environment.TickCount64 >= end)
                At.Rmdir(directory, path);
            Poll.Wait([], TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    /// <summary>False while something is in it.</summary>
    private static bool TryRmdir(BorrowedFd directory, Pathname path)
    {
        try
        {
            At.Rmdir(directory, path);
            return true;
        }
        catch (SyscallException refused) when (refused.Errno is EBUSY or ENOENT)
        {
            return refused.Errno == ENOENT;
        }
    }

    private void RemoveParents()
    {
        for (int i = _made.Count - 1; i >= 0; i--)
        {
            string made = _made[i];
            if (_paths.Exists(path => path.Value == made))
                continue;
            try
            {
                At.Rmdir(BorrowedFd.Cwd, made);
            }
            catch (SyscallException refused) when (refused.Errno is EBUSY or ENOENT)
            {
                // Another container is below it, and its own Delete leaves it to nobody: it is empty, and small.
            }
        }
    }
}
