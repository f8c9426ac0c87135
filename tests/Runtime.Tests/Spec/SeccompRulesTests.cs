// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using static Husk.Runtime.Tests.Spec.SpecFixture;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Spec;

public class SeccompRulesTests
{
    private const string Path = "$.linux.seccomp";

    private static readonly string Actions = string.Join(", ", SeccompVocabulary.Names(SeccompVocabulary.Actions));

    private static readonly SeccompRule Rule = new() { Names = ["mount"], Action = "SCMP_ACT_ERRNO", ErrnoRet = 38 };

    private static readonly Profile Good = new() { DefaultAction = "SCMP_ACT_ALLOW", Syscalls = [Rule] };

    [Fact]
    public void A_profile_with_every_word_of_the_specification_is_taken()
    {
        AssertTaken(With(Good with
        {
            Architectures = [.. SeccompVocabulary.Names(SeccompVocabulary.Architectures)],
            Flags = [.. SeccompVocabulary.Names(SeccompVocabulary.Flags)],
            ListenerPath = "/run/listener",
            ListenerMetadata = "x",
            Syscalls =
            [
                .. SeccompVocabulary.Names(SeccompVocabulary.Actions)
                    .Select(action => new SeccompRule { Names = ["mount"], Action = action }),
                .. SeccompVocabulary.Names(SeccompVocabulary.Operators)
                    .Select(op => Rule with { Args = [new SeccompArg { Index = 5, Op = op }] }),
            ],
        }));
    }

    [Fact]
    public void A_profile_that_says_nothing_loads_no_filter() => AssertTaken(With(new Profile()));

    [Fact]
    public void A_missing_default_action_is_refused() =>
        AssertRefused(
            With(Good with { DefaultAction = "" }),
            $"{Path}.defaultAction",
            $"\"\" is not a seccomp action; known are {Actions}");

    [Fact]
    public void An_unknown_action_of_a_rule_is_refused() =>
        AssertRefused(
            With(Good with { Syscalls = [Rule with { Action = "SCMP_ACT_DENY" }] }),
            $"{Path}.syscalls[0].action",
            $"\"SCMP_ACT_DENY\" is not a seccomp action; known are {Actions}");

    [Fact]
    public void An_errno_of_a_default_action_that_takes_none_is_refused() =>
        AssertRefused(
            With(Good with { DefaultErrnoRet = 1 }),
            $"{Path}.defaultErrnoRet",
            "SCMP_ACT_ALLOW takes no errno; only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do");

    [Fact]
    public void An_errno_of_an_action_that_takes_none_is_refused() =>
        AssertRefused(
            With(Good with { Syscalls = [Rule with { Action = "SCMP_ACT_KILL" }] }),
            $"{Path}.syscalls[0].errnoRet",
            "SCMP_ACT_KILL takes no errno; only SCMP_ACT_ERRNO and SCMP_ACT_TRACE do");

    [Fact]
    public void An_unknown_flag_is_refused() =>
        AssertRefused(
            With(Good with { Flags = ["X"] }),
            $"{Path}.flags[0]",
            "\"X\" is not a seccomp flag; known are "
            + string.Join(", ", SeccompVocabulary.Names(SeccompVocabulary.Flags)));

    [Fact]
    public void An_unknown_architecture_is_refused() =>
        AssertRefused(
            With(Good with { Architectures = ["SCMP_ARCH_X86_64", "SCMP_ARCH_VAX"] }),
            $"{Path}.architectures[1]",
            "\"SCMP_ARCH_VAX\" is not a seccomp architecture; known are "
            + string.Join(", ", SeccompVocabulary.Names(SeccompVocabulary.Architectures)));

    [Fact]
    public void An_unknown_operator_is_refused() =>
        AssertRefused(
            With(Good with { Syscalls = [Rule with { Args = [new SeccompArg { Op = "==" }] }] }),
            $"{Path}.syscalls[0].args[0].op",
            "\"==\" is not a seccomp operator; known are "
            + string.Join(", ", SeccompVocabulary.Names(SeccompVocabulary.Operators)));

    [Fact]
    public void A_seventh_argument_is_refused() =>
        AssertRefused(
            With(Good with { Syscalls = [Rule with { Args = [new SeccompArg { Index = 6, Op = "SCMP_CMP_EQ" }] }] }),
            $"{Path}.syscalls[0].args[0].index",
            "6 is not in the range 0 to 5");

    [Fact]
    public void A_rule_without_names_is_refused() =>
        AssertRefused(
            With(Good with { Syscalls = [Rule, Rule with { Names = [] }] }),
            $"{Path}.syscalls[1].names",
            "is missing or empty; name at least one system call");

    [Fact]
    public void Notify_needs_a_listener() =>
        AssertRefused(
            With(Good with { Syscalls = [new SeccompRule { Names = ["mount"], Action = "SCMP_ACT_NOTIFY" }] }),
            $"{Path}.listenerPath",
            "is missing, and $.linux.seccomp.syscalls[0].action is SCMP_ACT_NOTIFY");

    [Fact]
    public void Notify_as_the_default_action_is_refused() =>
        AssertRefused(
            With(Good with { DefaultAction = "SCMP_ACT_NOTIFY", ListenerPath = "/run/listener" }),
            $"{Path}.defaultAction",
            "cannot be SCMP_ACT_NOTIFY: the runtime itself would wait for the listener");

    [Fact]
    public void Notify_on_write_is_refused() =>
        AssertRefused(
            With(Good with
            {
                ListenerPath = "/run/listener",
                Syscalls = [new SeccompRule { Names = ["mount", "write"], Action = "SCMP_ACT_NOTIFY" }],
            }),
            $"{Path}.syscalls[0].names[1]",
            "write cannot be SCMP_ACT_NOTIFY: the runtime itself would wait for the listener");

    [Fact]
    public void Metadata_needs_a_listener() =>
        AssertRefused(
            With(Good with { ListenerMetadata = "x" }),
            $"{Path}.listenerMetadata",
            "goes together with listenerPath, which is missing");

    private static RuntimeSpec With(Profile seccomp) => WithLinux(linux => linux with { Seccomp = seccomp });
}
