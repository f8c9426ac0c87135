// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/uio.h: readv(2), sendmsg(2).
public static partial class Abi
{
    public const int UIO_MAXIOV = 1024;
}

/// <summary>A run of memory.</summary>
public unsafe struct iovec
{
    public void* iov_base;
    public nuint iov_len;
}
