// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using static Husk.Runtime.Tests.Seccomp.SyscallNumbers;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>The compiled filter, run call by call, says what the profile says.</summary>
public class FilterMeaningTests
{
    [Theory]
    [InlineData("SCMP_ACT_KILL", null)]
    [InlineData("SCMP_ACT_KILL_THREAD", null)]
    [InlineData("SCMP_ACT_KILL_PROCESS", null)]
    [InlineData("SCMP_ACT_TRAP", null)]
    [InlineData("SCMP_ACT_ERRNO", null)]
    [InlineData("SCMP_ACT_ERRNO", 100u)]
    [InlineData("SCMP_ACT_TRACE", null)]
    [InlineData("SCMP_ACT_TRACE", 7u)]
    [InlineData("SCMP_ACT_LOG", null)]
    [InlineData("SCMP_ACT_NOTIFY", null)]
    public void An_action_reaches_the_call_it_is_for_and_no_other(string action, uint? errno) =>
        AssertMeans(
            new Profile
            {
                DefaultAction = "SCMP_ACT_ALLOW",
                Syscalls = [new SeccompRule { Names = ["mkdir", "mkdirat"], Action = action, ErrnoRet = errno }],
            },
            (X86_64, OfX86_64["mkdir"], [0, 0]),
            (X86_64, OfX86_64["mkdirat"], [0, 0]),
            (X86_64, OfX86_64["read"], [0, 0]),
            (X86_64, 1000, [0, 0]));

    [Theory]
    [InlineData("SCMP_ACT_KILL", null)]
    [InlineData("SCMP_ACT_KILL_PROCESS", null)]
    [InlineData("SCMP_ACT_TRAP", null)]
    [InlineData("SCMP_ACT_ERRNO", null)]
    [InlineData("SCMP_ACT_ERRNO", 38u)]
    [InlineData("SCMP_ACT_ERRNO", 6u)]
    [InlineData("SCMP_ACT_TRACE", 9u)]
    [InlineData("SCMP_ACT_LOG", null)]
    public void A_default_action_reaches_what_no_rule_names(string action, uint? errno) =>
        AssertMeans(
            new Profile
            {
                DefaultAction = action,
                DefaultErrnoRet = errno,
                Syscalls = [new SeccompRule { Names = ["read", "openat2", "no_such_call"], Action = "SCMP_ACT_ALLOW" }],
            },
            (X86_64, OfX86_64["read"], []),
            (X86_64, OfX86_64["write"], []),
            (X86_64, OfX86_64["openat2"], []),
            (X86_64, OfX86_64["openat2"] + 1, []),
            (X86_64, 1000, []));

    [Theory]
    [InlineData("SCMP_CMP_NE")]
    [InlineData("SCMP_CMP_LT")]
    [InlineData("SCMP_CMP_LE")]
    [InlineData("SCMP_CMP_EQ")]
    [InlineData("SCMP_CMP_GE")]
    [InlineData("SCMP_CMP_GT")]
    [InlineData("SCMP_CMP_MASKED_EQ")]
    public void An_operator_compares_sixty_four_bits(string op)
    {
        const ulong value = 0x0000_0007_8000_00F0;
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Syscalls =
            [
                new SeccompRule
                {
                    Names = ["personality"],
                    Action = "SCMP_ACT_ERRNO",
                    Args = [new SeccompArg { Index = 0, Op = op, Value = value, ValueTwo = 0x0000_0003_0000_0030 }],
                },
            ],
        };
        ulong[] around =
        [
            0, 1, 0xF0, 0x8000_00F0, value - 1, value, value + 1, value | (1UL << 63), ulong.MaxValue,
            0x0000_0003_0000_0030, 0x0000_0003_0000_0F3F, 0x7_7FFF_FFFF, 0x6_FFFF_FFFF, 0x8_0000_0000,
        ];

        AssertMeans(profile, [.. around.Select(argument => (X86_64, OfX86_64["personality"], new[] { argument }))]);
    }

    [Fact]
    public void Conditions_on_different_arguments_must_all_hold() =>
        AssertMeans(
            WithArgs(
                new SeccompArg { Index = 0, Op = "SCMP_CMP_EQ", Value = 2 },
                new SeccompArg { Index = 1, Op = "SCMP_CMP_GT", Value = 9 }),
            [.. Arguments([1, 2, 3], [8, 9, 10])]);

    [Fact]
    public void Conditions_on_one_argument_are_alternatives() =>
        AssertMeans(
            WithArgs(
                new SeccompArg { Index = 0, Op = "SCMP_CMP_EQ", Value = 2 },
                new SeccompArg { Index = 0, Op = "SCMP_CMP_EQ", Value = 5 },
                new SeccompArg { Index = 1, Op = "SCMP_CMP_GT", Value = 9 }),
            [.. Arguments([1, 2, 3, 4, 5, 6], [8, 9, 10])]);

    [Fact]
    public void Rules_for_one_call_are_alternatives()
    {
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ERRNO",
            Syscalls =
            [
                .. new ulong[] { 0, 8, 0x20000, 0x20008, 0xFFFFFFFF }.Select(value => new SeccompRule
                {
                    Names = ["personality"],
                    Action = "SCMP_ACT_ALLOW",
                    Args = [new SeccompArg { Index = 0, Op = "SCMP_CMP_EQ", Value = value }],
                }),
            ],
        };

        AssertMeans(
            profile,
            [.. new ulong[] { 0, 1, 8, 9, 0x20000, 0x20008, 0x20009, 0xFFFFFFFF, ulong.MaxValue }.Select(
                value => (X86_64, OfX86_64["personality"], new[] { value }))]);
    }

    [Fact]
    public void A_rule_without_conditions_wins_over_one_with_and_the_first_of_two_over_the_second()
    {
        SeccompRule always = new() { Names = ["close"], Action = "SCMP_ACT_ERRNO", ErrnoRet = 40 };
        SeccompRule second = always with { ErrnoRet = 41 };
        SeccompRule sometimes =
            always with { ErrnoRet = 42, Args = [new SeccompArg { Op = "SCMP_CMP_EQ", Value = 5 }] };
        SeccompRule[][] orders = [[always, second], [always, sometimes], [sometimes, always, second]];

        Assert.All(orders, rules =>
        {
            byte[] filter = Compile(new Profile { DefaultAction = "SCMP_ACT_ALLOW", Syscalls = rules });
            Assert.Equal(0x00050028u, BpfMachine.Run(filter, X86_64, OfX86_64["close"], 5));
            Assert.Equal(0x00050028u, BpfMachine.Run(filter, X86_64, OfX86_64["close"], 6));
        });
    }

    [Fact]
    public void An_architecture_that_is_not_named_is_killed_and_the_native_one_always_is()
    {
        SeccompRule[] rules = [new SeccompRule { Names = ["mkdir"], Action = "SCMP_ACT_ERRNO" }];
        (uint, uint, ulong[])[] calls =
        [
            (X86_64, OfX86_64["mkdir"], []),
            (X86_64, OfX86_64["read"], []),
            (I386, OfI386["mkdir"], []),
            (I386, OfI386["read"], []),
            (X86_64, OfX32["mkdir"], []),
            (X86_64, OfX32["read"], []),
            (Aarch64, 1, []),
        ];
        string[][] choices =
        [
            [], ["SCMP_ARCH_X86"], ["SCMP_ARCH_X32"], ["SCMP_ARCH_X86_64"],
            ["SCMP_ARCH_X86", "SCMP_ARCH_X32", "SCMP_ARCH_X86_64", "SCMP_ARCH_X86"],
        ];

        Assert.All(choices, architectures => AssertMeans(
            new Profile { DefaultAction = "SCMP_ACT_ALLOW", Architectures = architectures, Syscalls = rules }, calls));
    }

    [Fact]
    public void A_call_only_another_architecture_has_is_filtered_there()
    {
        // chown32 exists on i386 and not on x86_64.
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Architectures = ["SCMP_ARCH_X86"],
            Syscalls = [new SeccompRule { Names = ["chown32"], Action = "SCMP_ACT_ERRNO", ErrnoRet = 5 }],
        };

        Assert.Equal(0x00050005u, BpfMachine.Run(Compile(profile), I386, OfI386["chown32"]));
        Assert.Equal(0x7FFF0000u, BpfMachine.Run(Compile(profile), X86_64, OfI386["chown32"]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_large_profile_means_what_it_says(int seed)
    {
        Profile profile = GeneratedProfile.Create(seed);
        var random = new Random(seed);
        var calls = new List<(uint, uint, ulong[])>();
        for (uint number = 0; number < 480; number++)
        {
            calls.Add((X86_64, number, GeneratedProfile.Arguments(random)));
            calls.Add((X86_64, number | X32Bit, GeneratedProfile.Arguments(random)));
        }

        AssertMeans(profile, [.. calls]);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    private static Profile WithArgs(params SeccompArg[] args) => new()
    {
        DefaultAction = "SCMP_ACT_ALLOW",
        Syscalls = [new SeccompRule { Names = ["ftruncate"], Action = "SCMP_ACT_ERRNO", Args = args }],
    };

    private static IEnumerable<(uint, uint, ulong[])> Arguments(ulong[] first, ulong[] second) =>
        from a in first from b in second select (X86_64, OfX86_64["ftruncate"], new[] { a, b });

    private static byte[] Compile(Profile profile) => SeccompCompiler.Compile(profile)!.Filter;

    private static void AssertMeans(Profile profile, params (uint Arch, uint Number, ulong[] Args)[] calls)
    {
        byte[] filter = Compile(profile);
        foreach ((uint arch, uint number, ulong[] args) in calls)
        {
            uint expected = ProfileOracle.Evaluate(profile, arch, number, args);
            uint actual = BpfMachine.Run(filter, arch, number, args);
            Assert.True(
                expected == actual,
                $"arch 0x{arch:x} call 0x{number:x} ({string.Join(", ", args)}): 0x{expected:x8} expected, "
                + $"0x{actual:x8} returned");
        }
    }
}
