// SPDX-License-Identifier: Apache-2.0
using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Husk.ChildCode.Fixture;

/// <summary>One function for each thing a child may not do. The tests name them one by one.</summary>
internal static unsafe class Bad
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object Allocates(int length) => new byte[length];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object Boxes(int value) => value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Throws(int value) => value > 3 ? throw new InvalidOperationException() : value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int ChecksBounds(int[] array, int index) => array[index];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int RunsATypeInitialiser() => Initialised.Value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void CallsAnInterface(IDisposable disposable) => disposable.Dispose();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int CallsADelegate(Func<int> function) => function();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WritesAReference(Holder holder, object value)
    {
        holder.Writes++;
        holder.Value = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint CallsThroughAPointer(delegate*<nint, nint> function) => function(3);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint MakesATransition() => getppid();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Polls() => syscall_polled(39);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint CallsAnotherFunctionOfLibc() => malloc_unbound(16);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Casts(object value) => ((Initialised)value).GetHashCode();

    /// <summary>Ten cases, far apart: the compiler makes a table and jumps through it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint JumpsThroughATable(int value) => value switch
    {
        0 => Good.syscall(1, 1, 0, 0, 0, 0, 0),
        1 => Good.syscall(2, 2, 0, 0, 0, 0, 0),
        2 => Good.syscall(3, 3, 1, 0, 0, 0, 0),
        3 => Good.syscall(4, 4, 1, 2, 0, 0, 0),
        4 => Good.syscall(5, 5, 1, 2, 3, 0, 0),
        5 => Good.syscall(6, 6, 0, 2, 3, 4, 0),
        6 => Good.syscall(7, 7, 0, 0, 3, 4, 5),
        7 => Good.syscall(8, 8, 0, 0, 0, 4, 5),
        8 => Good.syscall(9, 9, 0, 0, 0, 0, 5),
        _ => Good.syscall(10, 1, 1, 1, 1, 1, 1),
    };

    /// <summary>Clean itself; what it calls calls what allocates.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object? AllocatesFarAway(int length) => length > 3 ? Between(length) : null;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object Between(int length)
    {
        Good.syscall(39, 0, 0, 0, 0, 0, 0);
        return Allocates(length + 1);
    }

    [UnmanagedCallersOnly]
    public static int IsEnteredFromNativeCode(int value) => value + 1;

    [DllImport("libc", ExactSpelling = true)]
    private static extern int getppid();

    [DllImport("libc", EntryPoint = "syscall", ExactSpelling = true), SuppressGCTransition]
    private static extern nint syscall_polled(nint number);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "malloc")]
    private static extern nint malloc_unbound(nint size);
}
