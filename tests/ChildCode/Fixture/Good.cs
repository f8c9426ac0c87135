// SPDX-License-Identifier: Apache-2.0
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Husk.ChildCode.Fixture;

/// <summary>What a child may do: system calls, native memory, arithmetic, functions that do the same.</summary>
internal static unsafe class Good
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Run(long* calls, int count)
    {
        int failed = 0;
        for (int i = 0; i < count; i++)
        {
            failed += Once(calls + i) < 0 ? 1 : 0;
        }

        return failed;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static nint Once(long* call)
    {
        nint result = syscall((nint)(*call), 0, 0, 0, 0, 0, 0);
        return result == -1 ? -*__errno_location() : result;
    }

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "syscall")]
    internal static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "__errno_location")]
    private static extern int* __errno_location();
}
