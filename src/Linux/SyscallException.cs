// SPDX-License-Identifier: Apache-2.0
using System;

namespace Husk.Linux;

/// <summary>
/// The kernel refused a call. The message reads as strace(1) would print it, with the path behind each descriptor:
/// <c>openat2(3 "/rootfs", "proc") = ELOOP (Too many levels of symbolic links)</c>.
/// </summary>
/// <param name="call">The call without its result, as <see cref="Strace"/> writes arguments.</param>
/// <param name="errno">The error number, positive.</param>
public sealed class SyscallException(string call, int errno)
    : Exception($"{call} = {Linux.Errno.Name(errno)} ({Linux.Errno.Text(errno)})")
{
    /// <summary>The call as it was made, without its result.</summary>
    public string Call { get; } = call;

    /// <summary>The error number (errno.h), positive.</summary>
    public int Errno { get; } = errno;
}
