// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Bpf;

/// <summary>Loads device programs and puts them in force on a v2 cgroup.</summary>
/// <remarks>
/// Source: bpf(2); linux/bpf.h. Memory for programs has been charged to the cgroup, not to RLIMIT_MEMLOCK, since
/// 5.11.
/// </remarks>
public static unsafe class DeviceFilter
{
    /// <summary>The kernel's own limit of programs on one cgroup (kernel/bpf/cgroup.c, BPF_CGROUP_MAX_PROGS).</summary>
    private const int MaxPrograms = 64;

    /// <summary>
    /// Puts a program in force, in place of the device programs that the cgroup has. With one that is done in a
    /// single step; with more the new one comes first, so that at no moment fewer devices are refused than by the old
    /// ones or the new.
    /// </summary>
    public static void Attach(BorrowedFd cgroup, ReadOnlySpan<bpf_insn> program)
    {
        Span<uint> old = stackalloc uint[MaxPrograms];
        old = old[..Query(cgroup, old)];
        using OwnedFd loaded = Load(program);
        if (old.Length == 1)
        {
            using OwnedFd? replaced = Open(old[0]);
            Attach(cgroup, loaded, replaced);
            return;
        }

        Attach(cgroup, loaded, null);
        foreach (uint id in old)
        {
            using OwnedFd? other = Open(id);
            if (other is not null)
                Detach(cgroup, other);
        }
    }

    /// <summary>How many device programs a cgroup has of its own; the parents' count beside them.</summary>
    public static int Count(BorrowedFd cgroup) => Query(cgroup, stackalloc uint[MaxPrograms]);

    private static OwnedFd Load(ReadOnlySpan<bpf_insn> program)
    {
        nint result;
        int attempts = 0;
        // The program lives in the caller's frame or heap for the call, the license in the binary.
        fixed (bpf_insn* instructions = program)
        fixed (byte* license = "Apache-2.0\0"u8)
        {
            var attr = new bpf_attr_prog_load
            {
                prog_type = BPF_PROG_TYPE_CGROUP_DEVICE,
                insn_cnt = (uint)program.Length,
                insns = (ulong)instructions,
                license = (ulong)license,
            };
            // The verifier gives way to a pending signal with EAGAIN.
            do
                result = Kernel.Wait(SYS.bpf, BPF_PROG_LOAD, (nint)(&attr), sizeof(bpf_attr_prog_load));
            while (result == -EAGAIN && ++attempts < 32);
        }

        return result >= 0
            ? new OwnedFd((int)result)
            : throw new SyscallException(
                $"bpf(BPF_PROG_LOAD, {{prog_type=BPF_PROG_TYPE_CGROUP_DEVICE, insn_cnt={program.Length}}})",
                (int)-result);
    }

    private static void Attach(BorrowedFd cgroup, OwnedFd program, OwnedFd? replaced)
    {
        var attr = new bpf_attr_prog_attach
        {
            target_fd = (uint)cgroup.Number,
            attach_bpf_fd = (uint)program.Number,
            attach_type = BPF_CGROUP_DEVICE,
            attach_flags = (uint)(replaced is null ? BPF_F_ALLOW_MULTI : BPF_F_ALLOW_MULTI | BPF_F_REPLACE),
            replace_bpf_fd = (uint)(replaced?.Number ?? 0),
        };
        Must(BPF_PROG_ATTACH, "BPF_PROG_ATTACH", &attr, cgroup);
    }

    private static void Detach(BorrowedFd cgroup, OwnedFd program)
    {
        var attr = new bpf_attr_prog_attach
        {
            target_fd = (uint)cgroup.Number,
            attach_bpf_fd = (uint)program.Number,
            attach_type = BPF_CGROUP_DEVICE,
        };
        Must(BPF_PROG_DETACH, "BPF_PROG_DETACH", &attr, cgroup);
    }

    private static void Must(int command, string name, bpf_attr_prog_attach* attr, BorrowedFd cgroup)
    {
        nint result = Kernel.Wait(SYS.bpf, command, (nint)attr, sizeof(bpf_attr_prog_attach));
        if (result < 0)
            throw Failed(name, cgroup, result);
    }

    private static SyscallException Failed(string command, BorrowedFd cgroup, nint result) => new(
        $"bpf({command}, {{target_fd={Strace.Descriptor(cgroup)}, attach_type=BPF_CGROUP_DEVICE}})", (int)-result);

    /// <summary>
    /// Null for a program that is gone by now, or that a security module keeps from us; it only refuses more.
    /// </summary>
    private static OwnedFd? Open(uint id)
    {
        var attr = new bpf_attr_get_id { prog_id = id };
        nint result = Kernel.Wait(SYS.bpf, BPF_PROG_GET_FD_BY_ID, (nint)(&attr), sizeof(bpf_attr_get_id));
        return result switch
        {
            >= 0 => new OwnedFd((int)result),
            -ENOENT or -EPERM or -EACCES => null,
            _ => throw new SyscallException($"bpf(BPF_PROG_GET_FD_BY_ID, {{prog_id={id}}})", (int)-result),
        };
    }

    private static int Query(BorrowedFd cgroup, Span<uint> ids)
    {
        // Kernels 6.17 to 7.1 write query.revision, at offset 56, whatever size they are told of.
        byte* room = stackalloc byte[128];
        new Span<byte>(room, 128).Clear();
        var attr = (bpf_attr_query*)room;
        nint result;
        // The ids live in the caller's frame.
        fixed (uint* pointer = ids)
        {
            attr->target_fd = (uint)cgroup.Number;
            attr->attach_type = BPF_CGROUP_DEVICE;
            attr->prog_ids = (ulong)pointer;
            attr->prog_cnt = (uint)ids.Length;
            result = Kernel.Wait(SYS.bpf, BPF_PROG_QUERY, (nint)attr, sizeof(bpf_attr_query));
        }

        return result >= 0 ? (int)attr->prog_cnt : throw Failed("BPF_PROG_QUERY", cgroup, result);
    }
}
