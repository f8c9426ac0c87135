// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>
/// What can be done to a name below a directory: the kernel's <c>*at</c> calls, directory first, path second. An
/// absolute path ignores the directory; <see cref="BorrowedFd.Cwd"/> says that on purpose.
/// </summary>
/// <remarks>
/// Every verb waits in the kernel and throws <see cref="SyscallException"/>. None of them is safe on a path whose parts
/// somebody else may swap: for that, <see cref="OpenBelow"/> gives a descriptor first.
/// </remarks>
public static unsafe partial class At
{
    /// <summary>Calls with (dirfd, path, a, b, c); the result is the kernel's.</summary>
    private static nint Call(int number, BorrowedFd dir, Pathname path, nint a = 0, nint b = 0, nint c = 0)
    {
        Span<byte> name = stackalloc byte[path.Room];
        int bad = path.Terminate(name);
        if (bad != 0)
            return -bad;
        nint result;
        // The name is on this method's stack for as long as the call runs.
        fixed (byte* pointer = name)
        {
            // open(2), ERRORS: the open of a FIFO waits for the other end, and a handler without SA_RESTART cuts it
            // short.
            do
                result = Kernel.Wait(number, dir.Number, (nint)pointer, a, b, c);
            while (result == -Abi.EINTR);
        }
        return result;
    }

    private static SyscallException Failed(string call, BorrowedFd dir, Pathname path, nint result, string more = "") =>
        new($"{call}({Strace.Descriptor(dir)}, {path.ToString()}{more})", (int)-result);
}
