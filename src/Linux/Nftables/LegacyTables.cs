// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Nftables;

/// <summary>The tables of iptables-legacy(8), which nft(8) does not show (linux/netfilter_ipv4/ip_tables.h).</summary>
public static unsafe class LegacyTables
{
    /// <summary>Of struct ipt_entry: where the target is, from the entry's begin.</summary>
    private const int TargetOffsetAt = 88;

    /// <summary>
    /// Of struct ipt_get_entries: where the entries are, behind the name, the size and four bytes of padding.
    /// </summary>
    private const int EntriesAt = 40;

    /// <summary>Of struct xt_standard_target: what is done with the packet, behind struct xt_entry_target.</summary>
    private const int VerdictAt = 32;

    /// <summary>
    /// Whether the policy of the chain FORWARD of the table filter is DROP, in the caller's network namespace.
    /// </summary>
    public static bool DropsForward()
    {
        // To ask for a table makes it, where the kernel has the module: only those are asked for that somebody made.
        byte[]? tables = At.ReadAllIfThere(BorrowedFd.Cwd, "/proc/thread-self/net/ip_tables_names");
        if (tables is null || Array.IndexOf(Encoding.ASCII.GetString(tables).Split('\n'), "filter") < 0)
            return false;
        nint number = Kernel.Call(SYS.socket, AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
        if (number < 0)
            throw new SyscallException("socket(AF_INET, SOCK_RAW, IPPROTO_RAW)", (int)-number);
        using var socket = new OwnedFd((int)number);
        byte[] question = new byte[sizeof(ipt_getinfo)];
        "filter"u8.CopyTo(question);
        Ask(socket, IPT_SO_GET_INFO, question);
        var about = MemoryMarshal.Read<ipt_getinfo>(question);
        byte[] entries = new byte[EntriesAt + about.size];
        "filter"u8.CopyTo(entries);
        BinaryPrimitives.WriteUInt32LittleEndian(entries.AsSpan(32), about.size);
        Ask(socket, IPT_SO_GET_ENTRIES, entries);
        // The policy is the chain's last rule, the one a packet falls through to.
        Span<byte> policy = entries.AsSpan(EntriesAt + (int)about.underflow[NF_INET_FORWARD]);
        int target = BinaryPrimitives.ReadUInt16LittleEndian(policy[TargetOffsetAt..]);
        return BinaryPrimitives.ReadInt32LittleEndian(policy[(target + VerdictAt)..]) == -NF_DROP - 1;
    }

    private static void Ask(BorrowedFd socket, int option, byte[] answer)
    {
        int length = answer.Length;
        nint result;
        // Pinned for the call; the length is on this method's stack.
        fixed (byte* pointer = answer)
            result = Kernel.Call(SYS.getsockopt, socket.Number, IPPROTO_IP, option, (nint)pointer, (nint)(&length));
        if (result < 0)
            throw new SyscallException($"getsockopt({socket.Number}, IPPROTO_IP, {option})", (int)-result);
    }
}
