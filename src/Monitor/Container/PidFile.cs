// SPDX-License-Identifier: Apache-2.0
using System.Buffers.Text;
using Husk.Linux;
using Husk.Linux.Syscalls;

namespace Husk.Monitor.Container;

/// <summary>The file in which a runtime tells which process it has started.</summary>
internal static class PidFile
{
    /// <summary>Reads it, and removes it: the number is worth nothing once the process has ended.</summary>
    /// <exception cref="SyscallException">It is not there, or says something else.</exception>
    public static int Take(string path)
    {
        byte[] content = At.ReadAll(BorrowedFd.Cwd, path, 64);
        At.UnlinkIfThere(BorrowedFd.Cwd, path);
        return Utf8Parser.TryParse(content, out int pid, out _) && pid > 0
            ? pid
            : throw new SyscallException($"read({Strace.Quote(path)}, a process's number)", Abi.EINVAL);
    }
}
