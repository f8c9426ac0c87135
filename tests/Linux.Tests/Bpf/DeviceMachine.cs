// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Linux.Bpf;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Tests.Bpf;

/// <summary>
/// Runs a device program as the kernel would, for the few instructions that the instruction set gives it.
/// </summary>
/// <remarks>
/// Source: bpf/standardization/instruction-set.rst; numbers are spelled out, so that a wrong constant shows.
/// </remarks>
internal static class DeviceMachine
{
    public static bool Allows(
        ReadOnlySpan<bpf_insn> program, DeviceKind kind, uint major, uint minor, DeviceRights rights)
    {
        Span<uint> context = [((uint)rights << 16) | (uint)kind, major, minor];
        Span<ulong> r = stackalloc ulong[11];
        const ulong contextAddress = 0x1000;
        r[1] = contextAddress;
        for (int pc = 0, steps = 0; ; pc++)
        {
            Assert.InRange(pc, 0, program.Length - 1);
            Assert.True(++steps <= program.Length, "the program goes round in circles");
            bpf_insn insn = program[pc];
            int to = insn.regs & 0xF, from = insn.regs >> 4;
            switch (insn.code)
            {
                case 0x61: // ldxw to, [from + off]
                    Assert.Equal(contextAddress, r[from]);
                    r[to] = context[insn.off / 4];
                    break;
                case 0x54: // and32 to, imm
                    r[to] = (uint)r[to] & (uint)insn.imm;
                    break;
                case 0x74: // rsh32 to, imm
                    r[to] = (uint)r[to] >> insn.imm;
                    break;
                case 0x64: // lsh32 to, imm
                    r[to] = (uint)r[to] << insn.imm;
                    break;
                case 0x4C: // or32 to, from
                    r[to] = (uint)r[to] | (uint)r[from];
                    break;
                case 0xBC: // mov32 to, from
                    r[to] = (uint)r[from];
                    break;
                case 0xB7: // mov to, imm
                    r[to] = (ulong)(long)insn.imm;
                    break;
                case 0x16: // jeq32
                    pc += (uint)r[to] == (uint)insn.imm ? insn.off : 0;
                    break;
                case 0x56: // jne32
                    pc += (uint)r[to] != (uint)insn.imm ? insn.off : 0;
                    break;
                case 0x46: // jset32
                    pc += ((uint)r[to] & (uint)insn.imm) != 0 ? insn.off : 0;
                    break;
                case 0x95: // exit
                    return r[0] != 0;
                default:
                    throw new NotSupportedException($"instruction {insn.code:x2} at {pc}");
            }
        }
    }
}
