// SPDX-License-Identifier: Apache-2.0
using System.Runtime;
using System.Runtime.CompilerServices;

namespace Husk.Linux.Syscalls;

/// <summary>
/// The door for code that runs in a cloned child: <see cref="Kernel.Call"/> without the poll that the compiler puts
/// behind every call with SuppressGCTransition, at which a child can wait for ever (docs/decisions/0001).
/// </summary>
public static unsafe class ChildKernel
{
    /// <inheritdoc cref="Kernel.Call"/>
    public static nint Call(nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0) =>
        RuntimeFeature.IsDynamicCodeSupported
            ? Kernel.Call(number, a, b, c, d, e, f)
            : Unpolled(number, a, b, c, d, e, f);

    // Apart, because CoreCLR refuses to load a type with such methods: there, this is never compiled.
    private static nint Unpolled(nint number, nint a, nint b, nint c, nint d, nint e, nint f)
    {
        nint result = Imports.syscall(number, a, b, c, d, e, f);
        return result == -1 ? -*Imports.__errno_location() : result;
    }

    private static class Imports
    {
        [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "syscall")]
        public static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

        [MethodImpl(MethodImplOptions.InternalCall), RuntimeImport("*", "__errno_location")]
        public static extern int* __errno_location();
    }
}
