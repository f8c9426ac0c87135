// SPDX-License-Identifier: Apache-2.0
using System;
using System.Buffers.Binary;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>
/// Runs a seccomp filter as the kernel would: the classic BPF of linux/bpf_common.h on a <c>seccomp_data</c>, written
/// from its description (Documentation/networking/filter.rst) and refusing what seccomp does not use.
/// </summary>
internal static class BpfMachine
{
    public static uint Run(ReadOnlySpan<byte> program, uint arch, uint number, params ReadOnlySpan<ulong> args)
    {
        // struct seccomp_data: nr, arch, instruction_pointer, args[6].
        Span<byte> data = stackalloc byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(data, number);
        BinaryPrimitives.WriteUInt32LittleEndian(data[4..], arch);
        for (int i = 0; i < args.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(data[(16 + (8 * i))..], args[i]);

        uint a = 0;
        for (int pc = 0; ; pc++)
        {
            ReadOnlySpan<byte> instruction = program.Slice(pc * 8, 8);
            ushort code = BinaryPrimitives.ReadUInt16LittleEndian(instruction);
            uint k = BinaryPrimitives.ReadUInt32LittleEndian(instruction[4..]);
            byte whenTrue = instruction[2];
            byte whenFalse = instruction[3];
            switch (code)
            {
                case 0x20: // ld [k]
                    a = BinaryPrimitives.ReadUInt32LittleEndian(data[(int)k..]);
                    break;
                case 0x54: // and #k
                    a &= k;
                    break;
                case 0x05: // ja
                    pc += (int)k;
                    break;
                case 0x15: // jeq
                    pc += a == k ? whenTrue : whenFalse;
                    break;
                case 0x25: // jgt
                    pc += a > k ? whenTrue : whenFalse;
                    break;
                case 0x35: // jge
                    pc += a >= k ? whenTrue : whenFalse;
                    break;
                case 0x45: // jset
                    pc += (a & k) != 0 ? whenTrue : whenFalse;
                    break;
                case 0x06: // ret #k
                    return k;
                default:
                    throw new NotSupportedException($"instruction {pc}: code 0x{code:x2}");
            }
        }
    }
}
