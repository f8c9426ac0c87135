// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Linux.Cgroups;

public sealed partial class Cgroup
{
    /// <summary>
    /// Makes the writes in their order, in a cgroup that is in use. When the kernel refuses one, those before it are
    /// taken back, last first.
    /// </summary>
    /// <param name="writes">The writes.</param>
    /// <param name="then">What is to be done with them or not at all: when it throws, they are taken back too.</param>
    /// <exception cref="SyscallException">The write that was refused.</exception>
    public void Change(IReadOnlyList<CgroupWrite> writes, Action? then = null)
    {
        var undo = new Stack<CgroupWrite>();
        try
        {
            foreach (CgroupWrite write in writes)
            {
                IReadOnlyList<CgroupWrite> before = Before(write);
                Apply([write]);
                for (int i = before.Count - 1; i >= 0; i--)
                    undo.Push(before[i]);
            }

            then?.Invoke();
        }
        catch
        {
            foreach (CgroupWrite write in undo)
                TryApply(write);
            throw;
        }
    }

    /// <summary>The writes that bring back what a write is about to replace, as far as the file tells.</summary>
    private IReadOnlyList<CgroupWrite> Before(CgroupWrite? write)
    {
        for (; write is not null; write = write.Otherwise)
        {
            if (CgroupFile.Read(FileOf(write)) is not { } content)
                continue;
            if (CgroupFile.Restoring(write.File, write.Value, content) is not { } value)
                return [];
            CgroupWrite old = write with { Value = value, Otherwise = null, Optional = true };
            // To leave SCHED_IDLE sets the weight anew (kernel/sched/fair.c, sched_group_set_idle).
            return write.File == "cpu.idle" && value == "0" ? [old, .. Before(WeightBeside(write))] : [old];
        }

        return [];
    }

    private static CgroupWrite WeightBeside(CgroupWrite idle)
    {
        string file = idle.Hierarchy == CgroupHierarchy.UnifiedName ? "cpu.weight" : "cpu.shares";
        return idle with { File = file, Value = "", Otherwise = null };
    }

    private void TryApply(CgroupWrite write)
    {
        try
        {
            Apply([write]);
        }
        catch (SyscallException)
        {
            // The first failure, which is on its way up, tells more than that this one stays as well.
        }
    }
}
