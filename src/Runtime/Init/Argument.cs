// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>What an argument of a planned call is made of when the call is about to be made.</summary>
internal enum ArgumentKind : byte
{
    /// <summary>The value itself.</summary>
    Number,

    /// <summary>The address of a place in the plan's data.</summary>
    Address,

    /// <summary>The 32-bit number that an earlier call left in the plan's data: most often a descriptor.</summary>
    Slot,
}

/// <summary>One argument of a planned call: a number, or an offset into the plan's data.</summary>
internal readonly record struct Argument(ArgumentKind Kind, long Value)
{
    public static implicit operator Argument(int number) => new(ArgumentKind.Number, number);

    public static implicit operator Argument(uint number) => new(ArgumentKind.Number, number);

    public static implicit operator Argument(long number) => new(ArgumentKind.Number, number);

    public static implicit operator Argument(ulong number) => new(ArgumentKind.Number, (long)number);

    public static implicit operator Argument(Slot slot) => new(ArgumentKind.Slot, slot.Offset);
}

/// <summary>A 32-bit place in the plan's data that one call fills and later ones read.</summary>
internal readonly record struct Slot(int Offset);

/// <summary>
/// A call further down the plan that another one can jump to. Jumps only go forward, so every plan ends.
/// </summary>
internal readonly record struct Label(int Id);
