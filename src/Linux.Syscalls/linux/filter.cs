// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/filter.h: Classic BPF: seccomp(2), socket(7) SO_ATTACH_FILTER.
/// <summary>One classic BPF instruction.</summary>
public struct sock_filter
{
    public ushort code;
    public byte jt;
    public byte jf;
    public uint k;
}

/// <summary>A classic BPF program: <c>len</c> instructions at <c>filter</c>.</summary>
public unsafe struct sock_fprog
{
    public ushort len;
    public sock_filter* filter;
}
