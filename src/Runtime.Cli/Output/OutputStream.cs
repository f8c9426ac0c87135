// SPDX-License-Identifier: Apache-2.0
using System;
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Cli.Output;

/// <summary>
/// Somewhere to write to, by write(2): the console classes of .NET start threads, which husk-oci must not have.
/// </summary>
internal sealed class OutputStream
{
    private const uint LogMode = 0x1a4; // 0644

    private readonly int _number;

    private OutputStream(int number) => _number = number;

    public static OutputStream StandardOutput => new(STDOUT_FILENO);

    public static OutputStream StandardError => new(STDERR_FILENO);

    public bool IsStandardError => _number == STDERR_FILENO;

    /// <summary>
    /// A file that is added to, also by others at the same time; it stays open as long as the program runs.
    /// </summary>
    public static OutputStream Append(string path) =>
        new(At.Open(BorrowedFd.Cwd, path, O_WRONLY | O_CREAT | O_APPEND, LogMode).Detach());

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    /// <exception cref="ReaderLeftException">Standard output is a pipe whose reader is gone.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Fd.WriteAll(new BorrowedFd(_number), bytes);
        }
        catch (SyscallException e) when (e.Errno == EPIPE && _number == STDOUT_FILENO)
        {
            throw new ReaderLeftException(e);
        }
    }

    /// <summary>
    /// As <see cref="Write(string)"/>, for what there is no other place to complain about: a full disk, a reader that
    /// left.
    /// </summary>
    public void TryWrite(string text)
    {
        try
        {
            Write(text);
        }
        catch (Exception e) when (e is SyscallException or ReaderLeftException)
        {
        }
    }
}
