// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>What holds for the plan of any spec: the interpreter, which checks nothing, can then do no harm.</summary>
internal static class PlanRules
{
    /// <summary>The arguments that the kernel reads up to a NUL, by call.</summary>
    private static readonly Dictionary<int, int[]> Strings = new()
    {
        [SYS.openat] = [1],
        [SYS.openat2] = [1],
        [SYS.open_tree] = [1],
        [SYS.mount_setattr] = [1],
        [SYS.move_mount] = [1, 3],
        [SYS.fsopen] = [0],
        [SYS.fsconfig] = [2, 3],
        [SYS.mount] = [0, 1, 2, 4],
        [SYS.umount2] = [0],
        [SYS.pivot_root] = [0, 1],
        [SYS.chroot] = [0],
        [SYS.chdir] = [0],
        [SYS.mkdirat] = [1],
        [SYS.mknodat] = [1],
        [SYS.symlinkat] = [0, 2],
        [SYS.unlinkat] = [1],
        [SYS.fchownat] = [1],
        [SYS.faccessat2] = [1],
        [SYS.execve] = [0],
        [SYS.keyctl] = [1],
    };

    public static IEnumerable<string> Violations(InitPlan plan)
    {
        for (int i = 0; i < plan.Calls.Length; i++)
        {
            PlannedCall call = plan.Calls.Span[i];
            foreach (int way in PlanFlow.Ways(call).Where(way => way is not (0 or PlannedCall.Stop)))
            {
                if (way <= i || way >= plan.Calls.Length)
                {
                    yield return $"call {i} jumps to {way}";
                }
            }

            foreach (string violation in Places(plan, i, call))
            {
                yield return violation;
            }
        }

        var flow = new PlanFlow(plan);
        foreach (int call in flow.Unreached)
        {
            yield return $"no way leads to call {call}, {new CallText(plan).Of(call)}";
        }

        foreach ((int call, string slot) in flow.EmptyReads)
        {
            yield return $"call {call}, {new CallText(plan).Of(call)}, takes <{slot}>, which may be empty";
        }

        foreach (string violation in Pointers(plan).Concat(Ending(plan)))
        {
            yield return violation;
        }
    }

    private static IEnumerable<string> Places(InitPlan plan, int index, PlannedCall call)
    {
        long[] values = [call.A, call.B, call.C, call.D, call.E, call.F];
        for (int i = 0; i < values.Length; i++)
        {
            var kind = (ArgumentKind)((call.Kinds >> (2 * i)) & 3);
            int room = kind == ArgumentKind.Slot ? 4 : 0;
            if (kind != ArgumentKind.Number && (values[i] <= 0 || values[i] + room > plan.Data.Length))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"argument {i} of call {index} is at {values[i]}, outside of the data");
            }
            else if (kind == ArgumentKind.Address && Strings.TryGetValue(call.Number, out int[]? strings)
                && strings.Contains(i) && !Ends(plan, (int)values[i]))
            {
                yield return $"the string that is argument {i} of call {index} has no end";
            }
        }

        if (call.Result >= 0 && call.Result + 4 > plan.Data.Length)
        {
            yield return $"the result of call {index} goes outside of the data";
        }
    }

    private static bool Ends(InitPlan plan, int offset) => plan.Data.Span[offset..].Contains((byte)0);

    private static IEnumerable<string> Pointers(InitPlan plan)
    {
        foreach ((int pointer, int target) in plan.Pointers)
        {
            if (pointer % 8 != 0 || pointer <= 0 || pointer + 8 > plan.Data.Length || target <= 0
                || target >= plan.Data.Length)
            {
                yield return $"the pointer at {pointer} to {target} is not one";
            }
        }

        // argv and envp: pointers to strings, and NULL behind the last of them (execve(2)).
        ILookup<int, int> targets = plan.Pointers.ToLookup(pair => pair.Pointer, pair => pair.Target);
        PlannedCall execute = plan.Calls.Span[^1];
        foreach (int vector in (int[])[(int)execute.B, (int)execute.C])
        {
            int at = vector;
            for (; targets.Contains(at); at += 8)
            {
                if (!Ends(plan, targets[at].Single()))
                {
                    yield return $"the string that {at} points to has no end";
                }
            }

            if (at + 8 > plan.Data.Length || BitConverter.ToInt64(plan.Data.Span[at..]) != 0)
            {
                yield return $"the vector at {vector} has no NULL at its end, {at}";
            }
        }
    }

    /// <summary>
    /// The child's last call is an execve with no way on whatever becomes of it. What follows is a sealed program's
    /// own.
    /// </summary>
    private static IEnumerable<string> Ending(InitPlan plan)
    {
        int end = plan.Steps.FirstOrDefault(step => step.Actor == PlanActor.Program)?.First ?? plan.Calls.Length;
        PlannedCall last = plan.Calls.Span[end - 1];
        bool executes = last.Number == SYS.execve || last.Number == SYS.execveat;
        if (!executes || PlanFlow.Ways(last).Any(way => way != 0) || last.Error1 != 0 || last.Error2 != 0)
        {
            yield return "the last call is not an execve that ends the plan";
        }
    }
}
