// SPDX-License-Identifier: Apache-2.0
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux;

public static unsafe partial class At
{
    /// <summary>The whole content of a file.</summary>
    /// <inheritdoc cref="Fd.ReadAll"/>
    public static byte[] ReadAll(BorrowedFd dir, Pathname path, int limit = int.MaxValue)
    {
        using OwnedFd file = Open(dir, path, O_RDONLY);
        return Fd.ReadAll(file, limit);
    }

    /// <summary>The whole content of a file, or null when there is no such name (ENOENT).</summary>
    /// <inheritdoc cref="Fd.ReadAll"/>
    public static byte[]? ReadAllIfThere(BorrowedFd dir, Pathname path, int limit = int.MaxValue)
    {
        using OwnedFd? file = OpenIfThere(dir, path, O_RDONLY);
        return file is null ? null : Fd.ReadAll(file, limit);
    }
}
