// SPDX-License-Identifier: Apache-2.0
using Husk.Linux.Syscalls;

namespace Husk.Linux;

/// <summary>
/// A file descriptor that somebody else closes. A ref struct, so that a loan ends with the call it was made for and
/// cannot be kept in a field.
/// </summary>
/// <param name="number">An open descriptor, or AT_FDCWD.</param>
public readonly ref struct BorrowedFd(int number)
{
    /// <summary>The number, as the kernel takes it.</summary>
    public int Number { get; } = number;

    /// <summary>
    /// The working directory, as the directory of a path (AT_FDCWD). An absolute path does not look at it.
    /// </summary>
    public static BorrowedFd Cwd => new(Abi.AT_FDCWD);

    /// <summary>Standard input.</summary>
    public static BorrowedFd StandardInput => new(Abi.STDIN_FILENO);

    /// <summary>Standard output.</summary>
    public static BorrowedFd StandardOutput => new(Abi.STDOUT_FILENO);

    /// <summary>Standard error.</summary>
    public static BorrowedFd StandardError => new(Abi.STDERR_FILENO);
}
