// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime.InteropServices;

namespace Husk.Runtime.Init;

/// <summary>
/// A plan laid out in native memory, with every pointer in its data made real. A fork-style clone gives the child its
/// own copy at the same address, so both sides read the same plan and each writes its own slots.
/// </summary>
internal sealed unsafe class PlanMemory : IDisposable
{
    private Layout* _layout;

    public PlanMemory(InitPlan plan)
    {
        int calls = sizeof(Layout);
        int data = (calls + (plan.Calls.Length * sizeof(PlannedCall)) + 63) & -64;
        byte* block = (byte*)NativeMemory.AlignedAlloc((nuint)(data + plan.Data.Length), 64);
        _layout = (Layout*)block;
        *_layout = new Layout { Calls = (PlannedCall*)(block + calls), Data = block + data };
        plan.Calls.Span.CopyTo(new Span<PlannedCall>(_layout->Calls, plan.Calls.Length));
        plan.Data.Span.CopyTo(new Span<byte>(_layout->Data, plan.Data.Length));
        foreach ((int pointer, int target) in plan.Pointers)
        {
            // Within the block: the builder reserved both places, the pointer's 8-aligned.
            *(byte**)(_layout->Data + pointer) = _layout->Data + target;
        }
    }

    /// <summary>What the interpreter is given: valid until Dispose, and for ever in the child.</summary>
    public Layout* Address => _layout;

    public int Read(Slot slot) => *(int*)(_layout->Data + slot.Offset);

    public void Write(Slot slot, int value) => *(int*)(_layout->Data + slot.Offset) = value;

    public void Dispose()
    {
        NativeMemory.AlignedFree(_layout);
        _layout = null;
    }

    /// <summary>The head of the block.</summary>
    internal struct Layout
    {
        public PlannedCall* Calls;

        public byte* Data;

        /// <summary>The slot of the clone's result: 0 there means that this is the child.</summary>
        public int* Pid;

        /// <summary>The slot of the descriptor that failures are reported through.</summary>
        public int* ReportFd;

        public PlanReport Report;
    }
}
