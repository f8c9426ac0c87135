// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Oci;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

public class SeccompCompilerTests
{
    private static readonly SeccompArg Five = new() { Index = 0, Op = "SCMP_CMP_EQ", Value = 5 };

    private static readonly SeccompRule Notify = new() { Names = ["mkdir"], Action = "SCMP_ACT_NOTIFY" };

    [Fact]
    public void A_profile_without_default_action_and_rules_asks_for_nothing()
    {
        Assert.Null(SeccompCompiler.Compile(new Profile { Architectures = ["SCMP_ARCH_X86"] }));
        Assert.NotNull(SeccompCompiler.Compile(new Profile { DefaultAction = "SCMP_ACT_ALLOW" }));
    }

    // Allow what is native, kill the rest: as libseccomp writes it.
    [Fact]
    public void The_smallest_filter_is_this()
    {
        Linux.Syscalls.sock_filter[] filter =
            [.. SeccompCompiler.Compile(new Profile { DefaultAction = "SCMP_ACT_ALLOW" })!.Instructions];

        Assert.Equal(
            [
                "20 0 0 00000004", // ld [arch]
                "15 0 4 c000003e", // jeq AUDIT_ARCH_X86_64
                "20 0 0 00000000", // ld [nr]
                "35 0 1 40000000", // jge __X32_SYSCALL_BIT
                "15 0 1 ffffffff", // jeq -1: what a tracer skips
                "06 0 0 7fff0000", // ret ALLOW
                "06 0 0 00000000", // ret KILL_THREAD
            ],
            filter.Select(i => $"{i.code:x2} {i.jt} {i.jf} {i.k:x8}"));
    }

    [Theory]
    [InlineData(null, 4)]
    [InlineData("", 0)]
    [InlineData("SECCOMP_FILTER_FLAG_TSYNC", 0)]
    [InlineData("SECCOMP_FILTER_FLAG_LOG", 2)]
    [InlineData("SECCOMP_FILTER_FLAG_SPEC_ALLOW", 4)]
    [InlineData("SECCOMP_FILTER_FLAG_LOG SECCOMP_FILTER_FLAG_SPEC_ALLOW SECCOMP_FILTER_FLAG_TSYNC", 6)]
    public void Flags_are_the_profiles_or_spec_allow_when_it_has_none(string? flags, uint bits)
    {
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Flags = flags?.Split(' ', System.StringSplitOptions.RemoveEmptyEntries),
        };

        Assert.Equal(bits, SeccompCompiler.Compile(profile)!.LoadFlags);
    }

    [Fact]
    public void A_rule_that_notifies_asks_for_a_listener()
    {
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Flags = ["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"],
            ListenerPath = "/run/agent.sock",
            ListenerMetadata = "about",
            Syscalls = [Notify],
        };
        CompiledSeccomp compiled = SeccompCompiler.Compile(profile)!;
        CompiledSeccomp without = SeccompCompiler.Compile(profile with { Flags = [], Syscalls = [] })!;

        Assert.Equal(
            (0x28u, "/run/agent.sock", "about"),
            (compiled.LoadFlags, compiled.ListenerPath, compiled.ListenerMetadata));
        // runtime-spec: without SCMP_ACT_NOTIFY the path is ignored.
        Assert.Equal((0u, null, ""), (without.LoadFlags, without.ListenerPath, without.ListenerMetadata));
    }

    [Fact]
    public void Unknown_calls_and_rules_that_repeat_the_default_change_nothing()
    {
        SeccompRule mkdir = new() { Names = ["mkdir"], Action = "SCMP_ACT_ERRNO" };
        var plain = new Profile { DefaultAction = "SCMP_ACT_ALLOW", Syscalls = [mkdir] };
        var more = plain with
        {
            Syscalls =
            [
                new SeccompRule { Names = ["no_such_call", "mkdir\0at", ""], Action = "SCMP_ACT_KILL" },
                mkdir,
                new SeccompRule { Names = ["read", "mkdir"], Action = "SCMP_ACT_ALLOW" },
            ],
        };

        Assert.Equal(SeccompCompiler.Compile(plain)!.Filter, SeccompCompiler.Compile(more)!.Filter);
    }

    [Fact]
    public void A_long_profile_becomes_a_tree()
    {
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Syscalls =
            [
                new SeccompRule
                {
                    Names = [.. SyscallNumbers.OfX86_64.Where(call => call.Value < 330).Select(call => call.Key)],
                    Action = "SCMP_ACT_LOG",
                },
            ],
        };
        var filter = SeccompCompiler.Compile(profile)!.Instructions;

        // A list compares with every number on the way to the last; a tree of four to a leaf with some ten.
        int greaterOrEqual = 0;
        foreach (Linux.Syscalls.sock_filter instruction in filter)
            greaterOrEqual += instruction.code is 0x25 or 0x35 ? 1 : 0;
        Assert.InRange(greaterOrEqual, 40, filter.Length);
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_place()
    {
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_NONE" },
            "$.linux.seccomp.defaultAction",
            "\"SCMP_ACT_NONE\" is not a seccomp action; known are SCMP_ACT_ALLOW, ");
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_ALLOW", DefaultErrnoRet = 1 },
            "$.linux.seccomp.defaultErrnoRet",
            "SCMP_ACT_ALLOW takes no errno; only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do");
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_ERRNO", DefaultErrnoRet = 65536 },
            "$.linux.seccomp.defaultErrnoRet",
            "65536 is no errno: it must fit into 16 bits");
        AssertRefused(
            With(new SeccompRule { Names = ["read"], Action = "kill" }),
            "$.linux.seccomp.syscalls[1].action",
            "\"kill\" is not a seccomp action");
        AssertRefused(
            With(new SeccompRule { Names = ["read"], Action = "SCMP_ACT_KILL", ErrnoRet = 2 }),
            "$.linux.seccomp.syscalls[1].errnoRet",
            "SCMP_ACT_KILL takes no errno");
        AssertRefused(
            With(new SeccompRule { Names = ["read"], Action = "SCMP_ACT_LOG", Args = [new SeccompArg { Op = "==" }] }),
            "$.linux.seccomp.syscalls[1].args[0].op",
            "\"==\" is not a seccomp operator; known are SCMP_CMP_EQ, ");
        AssertRefused(
            With(
                new SeccompRule
                {
                    Names = ["read"],
                    Action = "SCMP_ACT_LOG",
                    Args = [new SeccompArg { Index = 6, Op = "SCMP_CMP_EQ" }],
                }),
            "$.linux.seccomp.syscalls[1].args[0].index",
            "6 is not in the range 0 to 5");
        AssertRefused(
            With(new SeccompRule { Names = ["read", "close"], Action = "SCMP_ACT_LOG", Args = [Five] }),
            "$.linux.seccomp.syscalls[1].names[1]",
            "an earlier rule gives another action for the same calls of \"close\"");
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_ALLOW", Architectures = ["SCMP_ARCH_X86", "amd64"] },
            "$.linux.seccomp.architectures[1]",
            "\"amd64\" is not a seccomp architecture; known are SCMP_ARCH_AARCH64, ");
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_ALLOW", Flags = ["LOG"] },
            "$.linux.seccomp.flags[0]",
            "\"LOG\" is not a seccomp flag; known are SECCOMP_FILTER_FLAG_TSYNC, ");
        AssertRefused(
            new Profile { DefaultAction = "SCMP_ACT_ALLOW", Flags = ["SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV"] },
            "$.linux.seccomp.flags[0]",
            "SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV needs a rule with SCMP_ACT_NOTIFY");
    }

    [Fact]
    public void A_filter_the_kernel_could_not_take_is_refused_before_it_is_tried()
    {
        // BPF_MAXINSNS is 4096.
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Syscalls =
            [
                .. Enumerable.Range(0, 1500).Select(value => new SeccompRule
                {
                    Names = ["personality"],
                    Action = "SCMP_ACT_ERRNO",
                    Args = [new SeccompArg { Op = "SCMP_CMP_EQ", Value = ((ulong)value << 32) | (uint)value }],
                }),
            ],
        };

        AssertRefused(profile, "$.linux.seccomp", "compiles to ");
    }

    private static Profile With(SeccompRule rule) => new()
    {
        DefaultAction = "SCMP_ACT_ALLOW",
        Syscalls = [new SeccompRule { Names = ["close"], Action = "SCMP_ACT_ERRNO", Args = [Five] }, rule],
    };

    private static void AssertRefused(Profile profile, string path, string message)
    {
        var refused = Assert.Throws<SpecException>(() => SeccompCompiler.Compile(profile));
        Assert.Equal(path, refused.JsonPath);
        Assert.StartsWith($"{path}: {message}", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
    }
}
