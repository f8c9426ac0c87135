// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Bpf;

/// <summary>Assembles a BPF_PROG_TYPE_CGROUP_DEVICE program: the device list of a cgroup v2, which has no file for it.</summary>
/// <remarks>
/// Source: cgroup-v2.rst, "Device controller"; linux/bpf.h, struct bpf_cgroup_dev_ctx. The kernel asks once for all the
/// rights of one open(2) or mknod(2), and a program that returns 0 refuses with EPERM.
/// <para>
/// The rules run from the last to the first, and R3 holds the rights that no rule has settled yet. A rule that allows
/// crosses its rights out; a rule that denies refuses as soon as one of its rights is still open. So a deny of <c>w</c>
/// after an allow of <c>rwm</c> refuses an open for reading and writing, which a compare of the whole request with each
/// rule would let through.
/// </para>
/// </remarks>
public static class DeviceProgram
{
    private const int Type = BPF_REG_2, Open = BPF_REG_3, Major = BPF_REG_4, Minor = BPF_REG_5;

    private const int Prologue = 6, PerRule = 5, Verdicts = 4;

    // Jumps whose distance is not known when they are written. No real jump goes backwards.
    private const short Next = -1, ToRefuse = -2, ToAllow = -3;

    /// <summary>The program for a device list, in the order of the list.</summary>
    /// <exception cref="ArgumentException">More rules than the 16-bit jumps of the instruction set reach over, about 6,500.</exception>
    public static bpf_insn[] Assemble(IReadOnlyList<DeviceAccessRule> rules)
    {
        int first = FirstThatCounts(rules);
        int room = Prologue + ((rules.Count - first) * PerRule) + Verdicts;
        if (room > short.MaxValue)
            throw new ArgumentException($"{rules.Count} device rules are more than one program can hold", nameof(rules));

        var code = new List<bpf_insn>(room);
        Load(code);
        for (int i = rules.Count - 1; i >= first; i--)
            Append(code, rules[i]);

        // "Refuse" stands first, so that falling off the last rule refuses. The verifier takes no block that nothing
        // jumps to.
        int refuse = code.Count;
        bool allows = Jumps(code, ToAllow);
        Return(code, 0);
        if (allows)
            Return(code, 1);
        Link(code, ToRefuse, refuse);
        Link(code, ToAllow, refuse + 2);
        return [.. code];
    }

    /// <summary>What stands before a rule about everything is dead.</summary>
    private static int FirstThatCounts(IReadOnlyList<DeviceAccessRule> rules)
    {
        for (int i = rules.Count - 1; i >= 0; i--)
        {
            if (rules[i].IsTotal)
                return i;
        }

        return 0;
    }

    private static void Load(List<bpf_insn> code)
    {
        // struct bpf_cgroup_dev_ctx is at R1: access_type has the rights in its upper half and the kind in its lower.
        code.Add(Instruction(BPF_LDX | BPF_MEM | BPF_W, Type, BPF_REG_1, 0));
        code.Add(Instruction(BPF_ALU | BPF_AND | BPF_K, Type, immediate: 0xFFFF));
        code.Add(Instruction(BPF_LDX | BPF_MEM | BPF_W, Open, BPF_REG_1, 0));
        code.Add(Instruction(BPF_ALU | BPF_RSH | BPF_K, Open, immediate: 16));
        code.Add(Instruction(BPF_LDX | BPF_MEM | BPF_W, Major, BPF_REG_1, 4));
        code.Add(Instruction(BPF_LDX | BPF_MEM | BPF_W, Minor, BPF_REG_1, 8));
    }

    private static void Append(List<bpf_insn> code, DeviceAccessRule rule)
    {
        if (rule.Rights == DeviceRights.None)
            return;
        int start = code.Count;
        if (rule.Kind is { } kind)
            code.Add(Instruction(BPF_JMP32 | BPF_JNE | BPF_K, Type, immediate: (int)kind, offset: Next));
        if (rule.Major is { } major)
            code.Add(Instruction(BPF_JMP32 | BPF_JNE | BPF_K, Major, immediate: (int)major, offset: Next));
        if (rule.Minor is { } minor)
            code.Add(Instruction(BPF_JMP32 | BPF_JNE | BPF_K, Minor, immediate: (int)minor, offset: Next));
        if (rule.Allow)
        {
            code.Add(Instruction(BPF_ALU | BPF_AND | BPF_K, Open, immediate: (int)(~rule.Rights & DeviceRights.All)));
            code.Add(Instruction(BPF_JMP32 | BPF_JEQ | BPF_K, Open, immediate: 0, offset: ToAllow));
        }
        else
        {
            code.Add(Instruction(BPF_JMP32 | BPF_JSET | BPF_K, Open, immediate: (int)rule.Rights, offset: ToRefuse));
        }

        Link(code, Next, code.Count, start);
    }

    private static void Return(List<bpf_insn> code, int verdict)
    {
        code.Add(Instruction(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, immediate: verdict));
        code.Add(Instruction(BPF_JMP | BPF_EXIT, BPF_REG_0));
    }

    private static bool Jumps(List<bpf_insn> code, short target)
    {
        foreach (bpf_insn instruction in code)
        {
            if (instruction.off == target)
                return true;
        }

        return false;
    }

    /// <summary>Puts the distance to <paramref name="place"/> into every jump that waits for it.</summary>
    private static void Link(List<bpf_insn> code, short target, int place, int start = 0)
    {
        for (int i = start; i < code.Count; i++)
        {
            if (code[i].off == target)
                code[i] = code[i] with { off = (short)(place - i - 1) };
        }
    }

    private static bpf_insn Instruction(int code, int destination, int source = 0, short offset = 0, int immediate = 0) =>
        new() { code = (byte)code, regs = (byte)(destination | (source << 4)), off = offset, imm = immediate };
}
