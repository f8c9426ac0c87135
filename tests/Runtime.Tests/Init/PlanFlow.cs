// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Syscalls;
using Husk.Runtime.Init;

namespace Husk.Runtime.Tests.Init;

/// <summary>
/// A walk along every way through a plan at once: what is reached, and which slots are full there whichever way was
/// taken.
/// </summary>
internal sealed class PlanFlow
{
    private readonly InitPlan _plan;
    private readonly HashSet<int>?[] _full;
    private readonly Dictionary<int, HashSet<int>> _fullWith = [];

    public PlanFlow(InitPlan plan)
    {
        _plan = plan;
        _full = new HashSet<int>?[plan.Calls.Length];
        // descriptors that are there before
        _full[0] = [.. plan.SlotNames.Keys.Where(slot => BitConverter.ToInt32(plan.Data.Span[slot..]) > 2)];
        for (int i = 0; i < _full.Length; i++)
        {
            if (_full[i] is { } before)
            {
                Leave(i, before);
            }
        }
    }

    /// <summary>Calls that no way leads to.</summary>
    public IEnumerable<int> Unreached => Enumerable.Range(0, _full.Length).Where(i => _full[i] is null);

    /// <summary>
    /// Calls that take a slot which may be empty (-1) or closed there, and do not expect the error that comes of it.
    /// </summary>
    public IEnumerable<(int Call, string Slot)> EmptyReads
    {
        get
        {
            for (int i = 0; i < _full.Length; i++)
            {
                PlannedCall call = Call(i);
                foreach (int slot in Slots(call))
                {
                    if (_full[i] is { } full && !full.Contains(slot) && !ExpectsEmpty(call))
                    {
                        yield return (i, _plan.SlotNames.GetValueOrDefault(slot, "?"));
                    }
                }
            }
        }
    }

    /// <summary>Where a call can lead: 0 stands for the next one.</summary>
    public static IEnumerable<int> Ways(PlannedCall call)
    {
        yield return call.OnZero;
        yield return call.OnPositive;
        if (call.Error1 != 0)
        {
            yield return call.OnError1;
        }

        if (call.Error2 != 0)
        {
            yield return call.OnError2;
        }
    }

    /// <summary>A descriptor of -1 is EBADF; prctl(2) takes no descriptor, and -1 as its value is EINVAL.</summary>
    private static bool ExpectsEmpty(PlannedCall call)
    {
        int error = call.Number == SYS.prctl ? Abi.EINVAL : Abi.EBADF;
        return call.Error1 == error || call.Error2 == error;
    }

    private static IEnumerable<int> Slots(PlannedCall call)
    {
        long[] values = [call.A, call.B, call.C, call.D, call.E, call.F];
        return Enumerable.Range(0, 6).Where(i => KindOf(call, i) == ArgumentKind.Slot).Select(i => (int)values[i]);
    }

    private static ArgumentKind KindOf(PlannedCall call, int argument) =>
        (ArgumentKind)((call.Kinds >> (2 * argument)) & 3);

    private PlannedCall Call(int index) => _plan.Calls.Span[index];

    private void Leave(int index, HashSet<int> before)
    {
        PlannedCall call = Call(index);

        // Nobody comes back from these, whatever is said of their success.
        if (call.Number != SYS.execve && call.Number != SYS.exit_group)
        {
            HashSet<int> after = AfterSuccess(call, before);

            Arrive(index, call.OnZero, after);
            Arrive(index, call.OnPositive, after);
        }

        if (call.Error1 != 0)
        {
            Arrive(index, call.OnError1, before);
        }

        if (call.Error2 != 0)
        {
            Arrive(index, call.OnError2, before);
        }
    }

    /// <summary>
    /// That a call which takes a slot succeeded tells that the slot was filled, and with it what was full then.
    /// </summary>
    private HashSet<int> AfterSuccess(PlannedCall call, HashSet<int> before)
    {
        HashSet<int> after = [.. before];
        foreach (int slot in Slots(call).Where(slot => !before.Contains(slot)))
        {
            after.UnionWith(_fullWith.GetValueOrDefault(slot, []));
        }

        if (call.Number == SYS.close)
        {
            after.ExceptWith(Slots(call));
        }

        foreach (int slot in Filled(call))
        {
            after.Add(slot);
            _fullWith[slot] = _fullWith.TryGetValue(slot, out HashSet<int>? others)
                ? [.. others.Intersect(after)]
                : [.. after];
        }

        return after;
    }

    /// <summary>The call's result, and what the kernel writes into a buffer that slots lie in.</summary>
    private IEnumerable<int> Filled(PlannedCall call)
    {
        (long start, long length) = call.Number == SYS.socketpair
            ? (call.D, 8)
            : call.Number == SYS.recvfrom ? (call.B, call.C)
            : (0, 0);
        IEnumerable<int> within = _plan.SlotNames.Keys.Where(slot => slot >= start && slot < start + length);
        return call.Result >= 0 ? within.Append(call.Result) : within;
    }

    private void Arrive(int from, int way, HashSet<int> full)
    {
        int to = way == 0 ? from + 1 : way;
        if (way == PlannedCall.Stop || to >= _full.Length)
        {
            return;
        }

        if (_full[to] is { } others)
        {
            others.IntersectWith(full);
        }
        else
        {
            _full[to] = [.. full];
        }
    }
}
