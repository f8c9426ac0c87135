// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.Init;

/// <summary>
/// One system call of a plan, in the shape in which the child reads it: no reference, no pointer, nothing to look up.
/// </summary>
/// <remarks>
/// The jump fields hold the index of a later call; 0 stands for "the next one", which no forward jump can mean
/// otherwise, and <see cref="Stop"/> ends the interpretation.
/// </remarks>
internal struct PlannedCall
{
    /// <summary>A jump target that hands control back to whoever started the interpreter.</summary>
    public const int Stop = -1;

    /// <summary>An error number that stands for all of them.</summary>
    public const short AnyError = -1;

    public int Number;

    /// <summary>Two bits an argument, the first lowest: its <see cref="ArgumentKind"/>.</summary>
    public ushort Kinds;

    /// <summary>Results below this are failures too: 1 for a read that must not see the end of the stream.</summary>
    public short Minimum;

    public long A, B, C, D, E, F;

    /// <summary>Offset in the data of the slot that takes the result, or -1.</summary>
    public int Result;

    /// <summary>Where to go on when the result is 0, and when it is more.</summary>
    public int OnZero, OnPositive;

    /// <summary>Errors that are no failure, and where each goes on.</summary>
    public short Error1, Error2;

    public int OnError1, OnError2;
}
