// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

// linux/signalfd.h: signalfd(2).
public static partial class Abi
{
    public const int SFD_CLOEXEC = O_CLOEXEC;
    public const int SFD_NONBLOCK = O_NONBLOCK;
}

/// <summary>One read of a signalfd: 128 bytes.</summary>
public unsafe struct signalfd_siginfo
{
    public uint ssi_signo;
    public int ssi_errno;
    public int ssi_code;
    public uint ssi_pid;
    public uint ssi_uid;
    public int ssi_fd;
    public uint ssi_tid;
    public uint ssi_band;
    public uint ssi_overrun;
    public uint ssi_trapno;
    public int ssi_status;
    public int ssi_int;
    public ulong ssi_ptr;
    public ulong ssi_utime;
    public ulong ssi_stime;
    public ulong ssi_addr;
    public ushort ssi_addr_lsb;
    public ushort __pad2;
    public int ssi_syscall;
    public ulong ssi_call_addr;
    public uint ssi_arch;
    public fixed byte __pad[28];
}
