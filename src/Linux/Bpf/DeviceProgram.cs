// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Syscalls;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Linux.Bpf;

/// <summary>
/// Assembles a BPF_PROG_TYPE_CGROUP_DEVICE program: the device list of a cgroup v2, which has no file for it.
/// </summary>
/// <remarks>
/// Source: cgroup-v2.rst, "Device controller"; linux/bpf.h, struct bpf_cgroup_dev_ctx. The kernel asks once for all
/// the rights of one open(2) or mknod(2), and a program that returns 0 refuses with EPERM.
/// <para>
/// The rules run from the last to the first, and R3 holds the rights that no rule has settled yet. A rule that allows
/// crosses its rights out; a rule that denies refuses as soon as one of its rights is still open. So a deny of
/// <c>w</c> after an allow of <c>rwm</c> refuses an open for reading and writing, which a compare of the whole
/// request with each rule would let through.
/// </para>
/// <para>
/// What loading costs is what the verifier sees: it follows both ways of every branch. Rules about one kind share the
/// test of the kind, and a device is one number, as in the kernel: a third of the time of a test for kind, major and
/// minor each.
/// </para>
/// </remarks>
public static class DeviceProgram
{
    private const int Type = BPF_REG_2, Open = BPF_REG_3, Major = BPF_REG_4, Minor = BPF_REG_5, Device = BPF_REG_6;

    private const int Prologue = 9, PerRule = 4, Verdicts = 4;

    /// <summary>include/linux/kdev_t.h: a device number has 12 bits of major and 20 of minor.</summary>
    private const int MinorBits = 20;

    private const uint MajorLimit = 1 << 12, MinorLimit = 1 << MinorBits;

    // Jumps whose distance is not known when they are written. No real jump goes backwards.
    private const short NextRule = -1, NextKind = -2, ToRefuse = -3, ToAllow = -4;

    /// <summary>The program for a device list, in the order of the list.</summary>
    /// <exception cref="ArgumentException">
    /// More rules than the 16-bit jumps of the instruction set reach over, about 8,000.
    /// </exception>
    public static bpf_insn[] Assemble(IReadOnlyList<DeviceAccessRule> rules)
    {
        int first = FirstThatCounts(rules);
        int room = Prologue + ((rules.Count - first) * PerRule) + Verdicts;
        if (room > short.MaxValue)
            throw new ArgumentException($"one program cannot hold {rules.Count} device rules", nameof(rules));

        var code = new List<bpf_insn>(room);
        Load(code);
        int kindStart = code.Count;
        DeviceKind? kind = null;
        for (int i = rules.Count - 1; i >= first; i--)
        {
            if (rules[i].Rights == DeviceRights.None || rules[i].Major >= MajorLimit || rules[i].Minor >= MinorLimit)
                continue;
            if (rules[i].Kind != kind)
            {
                Link(code, NextKind, code.Count, kindStart);
                (kind, kindStart) = (rules[i].Kind, code.Count);
                if (kind is not null)
                    code.Add(Instruction(BPF_JMP32 | BPF_JNE | BPF_K, Type, immediate: (int)kind, offset: NextKind));
            }

            Append(code, rules[i]);
        }

        Link(code, NextKind, code.Count, kindStart);
        AppendVerdicts(code);
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
        code.Add(Instruction(BPF_ALU | BPF_MOV | BPF_X, Device, Major));
        code.Add(Instruction(BPF_ALU | BPF_LSH | BPF_K, Device, immediate: MinorBits));
        code.Add(Instruction(BPF_ALU | BPF_OR | BPF_X, Device, Minor));
    }

    private static void Append(List<bpf_insn> code, DeviceAccessRule rule)
    {
        short verdict = rule.Allow ? ToAllow : ToRefuse;
        int start = code.Count;
        if (Number(rule) is { } number)
        {
            if (rule.Rights == DeviceRights.All)
            {
                code.Add(Instruction(BPF_JMP32 | BPF_JEQ | BPF_K, number.Register, 0, verdict, number.Value));
                return;
            }

            code.Add(Instruction(BPF_JMP32 | BPF_JNE | BPF_K, number.Register, 0, NextRule, number.Value));
        }

        // Some right is always open, so with all of them this is a jump in any case; but one the verifier does not
        // know to be, or it would call what follows unreachable and take no such program.
        if (!rule.Allow || rule.Rights == DeviceRights.All)
        {
            code.Add(Instruction(BPF_JMP32 | BPF_JSET | BPF_K, Open, immediate: (int)rule.Rights, offset: verdict));
        }
        else
        {
            code.Add(Instruction(BPF_ALU | BPF_AND | BPF_K, Open, immediate: (int)(~rule.Rights & DeviceRights.All)));
            code.Add(Instruction(BPF_JMP32 | BPF_JEQ | BPF_K, Open, immediate: 0, offset: ToAllow));
        }

        Link(code, NextRule, code.Count, start);
    }

    /// <summary>What has to be equal for a rule to speak; null when it speaks of every device of its kind.</summary>
    private static (int Register, int Value)? Number(DeviceAccessRule rule) => (rule.Major, rule.Minor) switch
    {
        ({ } major, { } minor) => (Device, (int)((major << MinorBits) | minor)),
        ({ } major, null) => (Major, (int)major),
        (null, { } minor) => (Minor, (int)minor),
        _ => null,
    };

    /// <summary>
    /// "Refuse" stands first, so that falling off the last rule refuses. The verifier takes no block that nothing
    /// jumps to.
    /// </summary>
    private static void AppendVerdicts(List<bpf_insn> code)
    {
        int refuse = code.Count;
        bool allows = code.Exists(static instruction => instruction.off == ToAllow);
        Return(code, 0);
        if (allows)
            Return(code, 1);
        Link(code, ToRefuse, refuse);
        Link(code, ToAllow, refuse + 2);
    }

    private static void Return(List<bpf_insn> code, int verdict)
    {
        code.Add(Instruction(BPF_ALU64 | BPF_MOV | BPF_K, BPF_REG_0, immediate: verdict));
        code.Add(Instruction(BPF_JMP | BPF_EXIT, BPF_REG_0));
    }

    /// <summary>
    /// Puts the distance to <paramref name="place"/> into every jump from <paramref name="start"/> on that waits for
    /// it.
    /// </summary>
    private static void Link(List<bpf_insn> code, short target, int place, int start = 0)
    {
        for (int i = start; i < code.Count; i++)
        {
            if (code[i].off == target)
                code[i] = code[i] with { off = (short)(place - i - 1) };
        }
    }

    private static bpf_insn Instruction(
        int code, int destination, int source = 0, short offset = 0, int immediate = 0) =>
        new() { code = (byte)code, regs = (byte)(destination | (source << 4)), off = offset, imm = immediate };
}
