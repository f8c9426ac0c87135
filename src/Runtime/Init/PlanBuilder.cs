// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text;

namespace Husk.Runtime.Init;

/// <summary>
/// Writes a plan down, call by call. Strings and structures are copied into the plan's data as they come.
/// </summary>
internal sealed class PlanBuilder
{
    private readonly List<PlanStep> _steps = new(64);
    private readonly List<(int Pointer, int Target)> _pointers = new(32);
    private readonly Dictionary<int, string> _slotNames = [];
    private readonly Dictionary<string, int> _texts = [];
    private readonly List<int> _labels = [];
    private readonly List<(int Call, JumpField Field, int Label)> _jumps = [];
    private PlannedCall[] _calls = new PlannedCall[320];
    private int _callCount;
    private byte[] _data = new byte[8192];
    private int _dataLength = 16; // no valid offset is 0

    private enum JumpField : byte
    {
        Zero,
        Positive,
        Error1,
        Error2,
    }

    /// <summary>The index that the next call will have.</summary>
    public int NextCall => _callCount;

    public PlanActor Actor { get; set; } = PlanActor.Runtime;

    /// <summary>Opens a step; the calls that follow belong to it.</summary>
    public void Step(string title, string why, params (int Errno, string Text)[] phrases) =>
        _steps.Add(new PlanStep(title, why, Actor, _callCount) { Phrases = phrases });

    /// <summary>Adds a call to the open step. How it goes on is said by the chained methods of the result.</summary>
    public CallRef Call(
        nint number, Argument a = default, Argument b = default, Argument c = default, Argument d = default,
        Argument e = default, Argument f = default)
    {
        if (_callCount == _calls.Length)
        {
            Array.Resize(ref _calls, _callCount * 2);
        }

        _calls[_callCount] = new PlannedCall
        {
            Number = (int)number,
            Kinds =
                (ushort)((int)a.Kind | ((int)b.Kind << 2) | ((int)c.Kind << 4) | ((int)d.Kind << 6)
                    | ((int)e.Kind << 8) | ((int)f.Kind << 10)),
            A = a.Value,
            B = b.Value,
            C = c.Value,
            D = d.Value,
            E = e.Value,
            F = f.Value,
            Result = -1,
        };
        return new CallRef(this, _callCount++);
    }

    /// <summary>A path or name, NUL-terminated. The same text is stored once.</summary>
    public Argument Text(string text)
    {
        if (!_texts.TryGetValue(text, out int offset))
        {
            int length = Encoding.UTF8.GetByteCount(text);
            offset = Reserve(length + 1, 1);
            Encoding.UTF8.GetBytes(text, _data.AsSpan(offset, length));
            _texts.Add(text, offset);
        }

        return new Argument(ArgumentKind.Address, offset);
    }

    /// <summary>Bytes as they are, without a NUL.</summary>
    public Argument Bytes(ReadOnlySpan<byte> bytes, int alignment = 1)
    {
        int offset = Reserve(bytes.Length, alignment);
        bytes.CopyTo(_data.AsSpan(offset));
        return new Argument(ArgumentKind.Address, offset);
    }

    /// <summary>Writes a number into data that was added before.</summary>
    public void Patch(Argument at, int offset, int value) =>
        BitConverter.TryWriteBytes(_data.AsSpan((int)at.Value + offset), value);

    /// <summary>A kernel structure, 8-aligned.</summary>
    public Argument Struct<T>(in T value)
        where T : unmanaged
        => Bytes(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)), 8);

    /// <summary>Room that calls write to.</summary>
    public Argument Space(int length) => new(ArgumentKind.Address, Reserve(length, 8));

    /// <summary>An array of pointers to texts, ended by NULL: argv, envp.</summary>
    public Argument Vector(IReadOnlyList<string> texts)
    {
        int offset = Reserve((texts.Count + 1) * 8, 8);
        for (int i = 0; i < texts.Count; i++)
        {
            _pointers.Add((offset + (i * 8), (int)Text(texts[i]).Value));
        }

        return new Argument(ArgumentKind.Address, offset);
    }

    /// <summary>
    /// Makes the eight bytes at <paramref name="at"/>+<paramref name="field"/> the address of
    /// <paramref name="target"/>.
    /// </summary>
    public void Point(Argument at, int field, Argument target) =>
        _pointers.Add(((int)at.Value + field, (int)target.Value));

    /// <summary>A place for a result. It reads as the value, by default -1, until a call fills it.</summary>
    public Slot Slot(string name, int value = -1)
    {
        int offset = Reserve(4, 4);
        BitConverter.TryWriteBytes(_data.AsSpan(offset), value);
        _slotNames[offset] = name;
        return new Slot(offset);
    }

    /// <summary>The slot that lies within a structure, so that the kernel finds a call's result there.</summary>
    public Slot SlotWithin(Argument structure, int field, string name)
    {
        int offset = (int)structure.Value + field;
        _slotNames[offset] = name;
        return new Slot(offset);
    }

    public static Argument AddressOf(Slot slot) => new(ArgumentKind.Address, slot.Offset);

    public Label NewLabel()
    {
        _labels.Add(-1);
        return new Label(_labels.Count - 1);
    }

    /// <summary>Puts the label in front of the next call.</summary>
    public void Mark(Label label) => _labels[label.Id] = _callCount;

    public InitPlan Build()
    {
        foreach ((int call, JumpField field, int label) in _jumps)
        {
            int target = _labels[label];
            if (target <= call)
            {
                throw new InvalidOperationException($"plan: call {call} jumps to {target}, which is not ahead of it");
            }

            SetJump(call, field, target);
        }

        return new InitPlan
        {
            Steps = _steps,
            Calls = _calls.AsMemory(0, _callCount),
            Data = _data.AsMemory(0, _dataLength),
            Pointers = _pointers,
            SlotNames = _slotNames,
        };
    }

    private int Reserve(int length, int alignment)
    {
        int offset = (_dataLength + alignment - 1) & -alignment;
        _dataLength = offset + length;
        if (_dataLength > _data.Length)
        {
            Array.Resize(ref _data, Math.Max(_data.Length * 2, _dataLength));
        }

        return offset;
    }

    private void SetJump(int call, JumpField field, int target)
    {
        ref PlannedCall planned = ref _calls[call];
        switch (field)
        {
            case JumpField.Zero: planned.OnZero = target; break;
            case JumpField.Positive: planned.OnPositive = target; break;
            case JumpField.Error1: planned.OnError1 = target; break;
            default: planned.OnError2 = target; break;
        }
    }

    /// <summary>A call just added, to say where its result goes and how the plan goes on after it.</summary>
    internal readonly struct CallRef(PlanBuilder plan, int index)
    {
        public CallRef Into(Slot slot)
        {
            plan._calls[index].Result = slot.Offset;
            return this;
        }

        /// <summary>The error is no failure; go on with the next call.</summary>
        public CallRef Ignore(int errno) => Error(errno, PlannedCallNext, null);

        /// <summary>The error is no failure; go on at the label.</summary>
        public CallRef On(int errno, Label label) => Error(errno, PlannedCallNext, label);

        public CallRef IgnoreAnyError() => Error(PlannedCall.AnyError, PlannedCallNext, null);

        public CallRef OnAnyError(Label label) => Error(PlannedCall.AnyError, PlannedCallNext, label);

        public CallRef OnZero(Label label)
        {
            plan._jumps.Add((index, JumpField.Zero, label.Id));
            return this;
        }

        public CallRef OnPositive(Label label)
        {
            plan._jumps.Add((index, JumpField.Positive, label.Id));
            return this;
        }

        /// <summary>Any result that is no error goes on at the label.</summary>
        public CallRef OnSuccess(Label label) => OnZero(label).OnPositive(label);

        /// <summary>A positive result ends the interpretation: the parent's side of a clone.</summary>
        public CallRef StopOnPositive()
        {
            plan._calls[index].OnPositive = PlannedCall.Stop;
            return this;
        }

        /// <summary>A result below this is a failure: the other end of a stream has gone.</summary>
        public CallRef AtLeast(short minimum)
        {
            plan._calls[index].Minimum = minimum;
            return this;
        }

        private const int PlannedCallNext = 0;

        private CallRef Error(int errno, int target, Label? label)
        {
            ref PlannedCall call = ref plan._calls[index];
            JumpField field;
            if (call.Error1 == 0)
            {
                (call.Error1, call.OnError1, field) = ((short)errno, target, JumpField.Error1);
            }
            else if (call.Error2 == 0)
            {
                (call.Error2, call.OnError2, field) = ((short)errno, target, JumpField.Error2);
            }
            else
            {
                throw new InvalidOperationException("plan: a call has room for two errors that are no failure");
            }

            if (label is { } there)
            {
                plan._jumps.Add((index, field, there.Id));
            }

            return this;
        }
    }
}
