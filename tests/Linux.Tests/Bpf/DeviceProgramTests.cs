// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux.Bpf;
using Husk.Linux.Syscalls;

namespace Husk.Linux.Tests.Bpf;

public class DeviceProgramTests
{
    /// <summary>Up to the largest the kernel has.</summary>
    private static readonly uint[] Majors = [0, 1, 3, 8, 136, 4095], Minors = [0, 1, 3, 8, 200, 0xFFFFF];

    /// <summary>
    /// What a configuration may say besides: in one number of 12 and 20 bits these would be other devices.
    /// </summary>
    private static readonly uint[] NoMajors = [4096, 4097, uint.MaxValue],
    NoMinors = [1 << 20, (1 << 20) + 3, (8 << 20) + 1, uint.MaxValue];

    private static DeviceAccessRule Allow(DeviceKind? kind, uint? major, uint? minor, DeviceRights rights) =>
        new(true, kind, major, minor, rights);

    private static DeviceAccessRule Deny(DeviceKind? kind, uint? major, uint? minor, DeviceRights rights) =>
        new(false, kind, major, minor, rights);

    [Fact]
    public void Without_rules_everything_is_refused()
    {
        bpf_insn[] program = DeviceProgram.Assemble([]);
        foreach ((DeviceKind kind, uint major, uint minor, DeviceRights rights) in Requests())
            Assert.False(DeviceMachine.Allows(program, kind, major, minor, rights));
    }

    [Fact]
    public void A_denied_right_is_refused_within_a_wider_request()
    {
        bpf_insn[] program = DeviceProgram.Assemble(
            [Allow(DeviceKind.Block, 8, null, DeviceRights.All), Deny(DeviceKind.Block, 8, 0, DeviceRights.Write)]);
        Assert.False(DeviceMachine.Allows(program, DeviceKind.Block, 8, 0, DeviceRights.Read | DeviceRights.Write));
        Assert.True(DeviceMachine.Allows(program, DeviceKind.Block, 8, 0, DeviceRights.Read));
        Assert.True(DeviceMachine.Allows(program, DeviceKind.Block, 8, 1, DeviceRights.Read | DeviceRights.Write));
    }

    [Fact]
    public void Two_rules_can_give_one_request_its_rights()
    {
        bpf_insn[] program = DeviceProgram.Assemble(
            [Allow(DeviceKind.Character, 1, 3, DeviceRights.Read),
                Allow(DeviceKind.Character, null, null, DeviceRights.Write)]);
        Assert.True(DeviceMachine.Allows(program, DeviceKind.Character, 1, 3, DeviceRights.Read | DeviceRights.Write));
        Assert.False(DeviceMachine.Allows(program, DeviceKind.Character, 1, 5, DeviceRights.Read | DeviceRights.Write));
    }

    [Fact]
    public void Any_list_means_what_its_last_word_on_each_right_says()
    {
        var random = new Random(20260819);
        for (int round = 0; round < 1000; round++)
        {
            List<DeviceAccessRule> rules = [.. Enumerable.Range(0, random.Next(1, 14)).Select(_ => Any(random))];
            bpf_insn[] program = DeviceProgram.Assemble(rules);
            foreach ((DeviceKind kind, uint major, uint minor, DeviceRights rights) in Requests())
            {
                bool meant = Means(rules, kind, major, minor, rights);
                bool allowed = DeviceMachine.Allows(program, kind, major, minor, rights);
                Assert.True(meant == allowed,
                    $"round {round}: {kind} {major}:{minor} {rights} after {string.Join("; ", rules)}");
            }
        }
    }

    [Fact]
    public void A_rule_about_everything_makes_those_before_it_no_part_of_the_program()
    {
        DeviceAccessRule[] before = [.. Enumerable.Repeat(Allow(DeviceKind.Block, 8, 0, DeviceRights.All), 50)];
        DeviceAccessRule[] rest =
            [Deny(null, null, null, DeviceRights.All), Allow(DeviceKind.Character, 1, 3, DeviceRights.All)];
        Assert.Equal(DeviceProgram.Assemble(rest), DeviceProgram.Assemble([.. before, .. rest]));
    }

    [Fact]
    public void The_instructions_are_those_of_the_golden_listing()
    {
        bpf_insn[] program = DeviceProgram.Assemble(
        [
            Deny(null, null, null, DeviceRights.All),
            Allow(DeviceKind.Character, null, null, DeviceRights.Mknod),
            Allow(DeviceKind.Character, 136, null, DeviceRights.All),
            Allow(DeviceKind.Character, 1, 3, DeviceRights.All),
            Deny(DeviceKind.Block, 8, 0, DeviceRights.Write),
        ]);
        string[] golden =
        [
            "0 ldxw r2, [r1+0]", "1 and32 r2, 0xffff", "2 ldxw r3, [r1+0]", "3 rsh32 r3, 0x10", "4 ldxw r4, [r1+4]",
            "5 ldxw r5, [r1+8]",
            "6 mov32 r6, r4", "7 lsh32 r6, 0x14", "8 or32 r6, r5",
            "9 jne32 r2, 0x1, 12", "10 jne32 r6, 0x800000, 12", "11 jset32 r3, 0x4, 18",
            "12 jne32 r2, 0x2, 17", "13 jeq32 r6, 0x100003, 20", "14 jeq32 r4, 0x88, 20", "15 and32 r3, 0x6",
            "16 jeq32 r3, 0x0, 20",
            "17 jset32 r3, 0x7, 18",
            "18 mov r0, 0x0", "19 exit", "20 mov r0, 0x1", "21 exit",
        ];
        Assert.Equal(golden, program.Select(Text));
    }

    [Fact]
    public void More_rules_than_jumps_reach_over_are_an_error_and_not_a_wrong_program()
    {
        DeviceAccessRule[] rules =
            [.. Enumerable.Range(0, 9000).Select(i => Allow(DeviceKind.Character, (uint)i, 0, DeviceRights.Read))];
        Assert.Throws<ArgumentException>(() => DeviceProgram.Assemble(rules));
    }

    /// <summary>The reference: each right by itself, from the first rule to the last.</summary>
    private static bool Means(
        List<DeviceAccessRule> rules, DeviceKind kind, uint major, uint minor, DeviceRights rights)
    {
        foreach (DeviceRights right in new[] { DeviceRights.Mknod, DeviceRights.Read, DeviceRights.Write })
        {
            bool allowed = false;
            foreach (DeviceAccessRule rule in rules)
            {
                bool speaks = (rule.Kind ?? kind) == kind && (rule.Major ?? major) == major
                    && (rule.Minor ?? minor) == minor
                    && rule.Rights.HasFlag(right);
                allowed = speaks ? rule.Allow : allowed;
            }

            if (rights.HasFlag(right) && !allowed)
                return false;
        }

        return true;
    }

    private static DeviceAccessRule Any(Random random) => new(
        random.Next(2) == 0,
        random.Next(5) switch { 0 => null, 1 or 2 => DeviceKind.Block, _ => DeviceKind.Character },
        AnyNumber(random, Majors, NoMajors),
        AnyNumber(random, Minors, NoMinors),
        (DeviceRights)random.Next(8));

    private static uint? AnyNumber(Random random, uint[] real, uint[] unreal) => random.Next(12) switch
    {
        < 4 => null,
        4 => unreal[random.Next(unreal.Length)],
        _ => real[random.Next(real.Length)],
    };

    private static IEnumerable<(DeviceKind Kind, uint Major, uint Minor, DeviceRights Rights)> Requests() =>
        from kind in new[] { DeviceKind.Block, DeviceKind.Character }
        from major in Majors
        from minor in Minors
        from rights in Enumerable.Range(1, 7)
        select (kind, major, minor, (DeviceRights)rights);

    private static string Text(bpf_insn insn, int at)
    {
        int to = insn.regs & 0xF, target = at + 1 + insn.off;
        return insn.code switch
        {
            0x61 => $"{at} ldxw r{to}, [r{insn.regs >> 4}+{insn.off}]",
            0x54 => $"{at} and32 r{to}, 0x{insn.imm:x}",
            0x64 => $"{at} lsh32 r{to}, 0x{insn.imm:x}",
            0x4C => $"{at} or32 r{to}, r{insn.regs >> 4}",
            0xBC => $"{at} mov32 r{to}, r{insn.regs >> 4}",
            0x74 => $"{at} rsh32 r{to}, 0x{insn.imm:x}",
            0xB7 => $"{at} mov r{to}, 0x{insn.imm:x}",
            0x16 => $"{at} jeq32 r{to}, 0x{insn.imm:x}, {target}",
            0x56 => $"{at} jne32 r{to}, 0x{insn.imm:x}, {target}",
            0x46 => $"{at} jset32 r{to}, 0x{insn.imm:x}, {target}",
            0x95 => $"{at} exit",
            _ => $"{at} {insn.code:x2}",
        };
    }
}
