// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Runtime.Init;

/// <summary>
/// How a container's process comes to be: a flat list of system calls with the data they point at, grouped in steps.
/// Made by a planner without touching the kernel, printed by `husk-oci plan`, carried out by
/// <see cref="PlanInterpreter"/>.
/// </summary>
internal sealed class InitPlan
{
    public required IReadOnlyList<PlanStep> Steps { get; init; }

    public required ReadOnlyMemory<PlannedCall> Calls { get; init; }

    /// <summary>Strings (each with its NUL), structures and slots.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>
    /// Places in the data that hold an address of another place: (offset of the pointer, offset it points to).
    /// </summary>
    public required IReadOnlyList<(int Pointer, int Target)> Pointers { get; init; }

    /// <summary>What each slot is called when a plan or an error is printed: `rootfs`, `/proc`.</summary>
    public required IReadOnlyDictionary<int, string> SlotNames { get; init; }

    /// <summary>The step that a call belongs to.</summary>
    public PlanStep StepOf(int call)
    {
        int low = 0, high = Steps.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Steps[middle].First <= call)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Steps[low];
    }
}
