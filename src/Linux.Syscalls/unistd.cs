// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Syscalls;

/// <summary>
/// The one door to the kernel: syscall(2) as a function that returns what the kernel returned,
/// a value of at least zero, or minus the error number.
/// </summary>
/// <remarks>
/// Source: syscall(2); intro(2). libc's <c>syscall</c> turns -errno into -1 and errno; both methods here turn it back
/// before anything else can change errno.
/// </remarks>
public static unsafe class Kernel
{
    /// <summary>
    /// A call that does not block. It makes no transition into the garbage collector, so it is the only one that code
    /// running in a cloned child may use.
    /// </summary>
    public static nint Call(nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        nint result = syscall(number, a, b, c, d, e, f);
        return result == -1 ? -*__errno_location() : result;
    }

    /// <summary>
    /// A call that may block (poll, waitid, read of a pipe): the garbage collector can run meanwhile.
    /// </summary>
    public static nint Wait(nint number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        nint result = syscall_blocking(number, a, b, c, d, e, f);
        return result == -1 ? -Marshal.GetLastPInvokeError() : result;
    }

    [DllImport("libc", ExactSpelling = true), SuppressGCTransition]
    private static extern nint syscall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [DllImport("libc", ExactSpelling = true, EntryPoint = "syscall", SetLastError = true)]
    private static extern nint syscall_blocking(nint number, nint a, nint b, nint c, nint d, nint e, nint f);

    [DllImport("libc", ExactSpelling = true), SuppressGCTransition]
    private static extern int* __errno_location();
}

// unistd.h: access(2), stdin(3).
public static partial class Abi
{
    public const int F_OK = 0;
    public const int R_OK = 4;
    public const int W_OK = 2;
    public const int X_OK = 1;
    public const int STDIN_FILENO = 0;
    public const int STDOUT_FILENO = 1;
    public const int STDERR_FILENO = 2;
}
