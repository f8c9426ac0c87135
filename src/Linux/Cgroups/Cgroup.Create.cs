// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>How often a path is tried whose parents somebody else removes meanwhile.</summary>
    private const int Attempts = 16;

    /// <summary>
    /// Makes the directories of a plan and does its <see cref="CgroupPlan.Setup"/>. A directory that is there already
    /// is taken when no process is in it or below it and it is not frozen. On failure nothing stays.
    /// </summary>
    public static Cgroup Create(CgroupPlan plan)
    {
        var cgroup = new Cgroup(new(plan.Directories.Count), new(plan.Directories.Count));
        cgroup.MakeAll(plan, plan.Directories, plan.Setup);
        return cgroup;
    }

    /// <summary>
    /// The first half of <see cref="Create"/>: the directory that a process can be cloned into, v2's.
    /// </summary>
    public static Cgroup Begin(CgroupPlan plan)
    {
        var cgroup = new Cgroup(new(plan.Directories.Count), new(plan.Directories.Count));
        cgroup.MakeAll(plan, plan.Directories.Where(static each => each.Hierarchy.IsUnified), []);
        return cgroup;
    }

    /// <summary>The other half: v1's directories. On failure <see cref="Begin"/>'s stays.</summary>
    public void Complete(CgroupPlan plan) =>
        MakeAll(plan, plan.Directories.Where(static each => !each.Hierarchy.IsUnified), plan.Setup);

    private void MakeAll(CgroupPlan plan, IEnumerable<CgroupDirectory> directories, IReadOnlyList<CgroupWrite> setup)
    {
        int before = _made.Count;
        try
        {
            foreach (CgroupDirectory directory in directories)
                CreateIn(directory, plan);

            Apply(Possible(setup));
        }
        catch
        {
            Undo(before);
            throw;
        }
    }

    private void CreateIn(CgroupDirectory directory, CgroupPlan plan)
    {
        int before = _made.Count;
        _paths.Add(new(directory.Hierarchy.Name, directory.Path));
        try
        {
            if (!MakePath(directory.Path) && !plan.IsUnit)
                Take(directory.Path, plan.OwnsPath);
            if (directory.Hierarchy.IsUnified)
                Controllers.Enable(directory);
            else if (directory.Hierarchy.Has("cpuset"))
                Cpuset.Inherit(directory, plan.Setup);
        }
        catch (SyscallException refused) when (plan is { IsRootless: true, OwnsPath: true } && IsDenied(refused))
        {
            Undo(before);
            _paths.RemoveAt(_paths.Count - 1);
            RefuseLimits(directory, plan, refused);
        }
    }

    /// <summary>Makes a directory and the parents it lacks; false when it was there already.</summary>
    private bool MakePath(string path)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                if (!At.MkdirIfMissing(BorrowedFd.Cwd, path, 0x1ED /* 0755 */))
                    return false;
                _made.Add(path);
                return true;
            }
            catch (SyscallException refused) when (refused.Errno == ENOENT && attempt < Attempts)
            {
                // As a rule only the last part is new, so its parents are not looked at before. Another container's
                // Delete may remove a parent that it made as soon as it is empty, so once is not enough.
                MakePath(path[..path.LastIndexOf('/')]);
            }
        }
    }

    /// <summary>Takes a directory that is there already.</summary>
    /// <remarks>
    /// Source: runtime-spec config-linux.md, "Control groups": a frozen cgroup, or on create one that is not empty,
    /// is an error. The words in the comments are runc's, which tools look for.
    /// </remarks>
    private void Take(string path, bool own)
    {
        int processes = ReadProcesses(path, recursive: true).Count;
        if (processes > 0)
            throw Unfit(path, $"container's cgroup is not empty: {processes} process(es) found");
        if (IsFrozen(path))
            throw Unfit(path, "container's cgroup unexpectedly frozen");
        // Left by a create that was killed, else the name would not be the runtime's.
        if (own)
            _made.Add(path);
    }

    private static SyscallException Unfit(string path, string why) =>
        new($"mkdirat(AT_FDCWD, {Strace.Quote(path)}) /* {why} */", EEXIST);

    /// <summary>Removes what a Create made that fails, and tells nobody about what it cannot.</summary>
    private void Undo(int first)
    {
        for (int i = _made.Count - 1; i >= first; i--)
        {
            try
            {
                At.Rmdir(BorrowedFd.Cwd, _made[i]);
            }
            catch (SyscallException)
            {
                // Somebody else is in it by now, and keeps it; the failure that is on its way up tells more.
            }
        }

        _made.RemoveRange(first, _made.Count - first);
    }
}
