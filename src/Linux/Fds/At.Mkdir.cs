// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>Makes a directory by mkdirat(2); the umask applies.</summary>
    public static void Mkdir(BorrowedFd dir, Pathname path, uint mode)
    {
        nint result = Call(SYS.mkdirat, dir, path, (nint)mode);
        if (result < 0)
            throw Failed("mkdirat", dir, path, result, $", {Octal(mode)}");
    }

    /// <summary>
    /// Makes a directory; false when something of that name was there already (EEXIST), which may be a file.
    /// </summary>
    public static bool MkdirIfMissing(BorrowedFd dir, Pathname path, uint mode)
    {
        nint result = Call(SYS.mkdirat, dir, path, (nint)mode);
        return result switch
        {
            >= 0 => true,
            -EEXIST => false,
            _ => throw Failed("mkdirat", dir, path, result, $", {Octal(mode)}"),
        };
    }

    /// <summary>Makes a named pipe, which is mknodat(2) with S_IFIFO: mkfifo(3); the umask applies.</summary>
    public static void Mkfifo(BorrowedFd dir, Pathname path, uint mode)
    {
        nint result = Call(SYS.mknodat, dir, path, (nint)(S_IFIFO | mode));
        if (result < 0)
            throw Failed("mknodat", dir, path, result, $", S_IFIFO|{Octal(mode)}");
    }

    private static string Octal(uint mode) => "0" + Convert.ToString(mode, 8);
}
