// SPDX-License-Identifier: Apache-2.0
using System.Globalization;
using System.Linq;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using static Husk.Runtime.Tests.Seccomp.SyscallNumbers;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

/// <summary>Compiled profiles in the kernel: a C program makes the calls and says what became of them.</summary>
public class UnderFilterTests(UnderFilter program) : IClassFixture<UnderFilter>
{
    [Theory]
    [InlineData("SCMP_ACT_ALLOW", null, "call", "errno 9")]
    [InlineData("SCMP_ACT_LOG", null, "call", "errno 9")]
    [InlineData("SCMP_ACT_ERRNO", null, "call", "errno 1")]
    [InlineData("SCMP_ACT_ERRNO", 100u, "call", "errno 100")]
    [InlineData("SCMP_ACT_ERRNO", 0u, "call", "returned 0")]
    [InlineData("SCMP_ACT_TRACE", null, "call", "errno 38")]
    [InlineData("SCMP_ACT_TRAP", null, "call", "trapped 3")]
    [InlineData("SCMP_ACT_KILL_PROCESS", null, "call", "killed 31")]
    [InlineData("SCMP_ACT_KILL_PROCESS", null, "thread", "killed 31")]
    [InlineData("SCMP_ACT_KILL", null, "call", "killed 31")]
    [InlineData("SCMP_ACT_KILL", null, "thread", "thread gone")]
    [InlineData("SCMP_ACT_KILL_THREAD", null, "thread", "thread gone")]
    public void An_action_does_what_its_name_says(string action, uint? errno, string mode, string outcome)
    {
        // close(-1): the kernel itself would say EBADF, 9.
        CompiledSeccomp compiled = Compile(new Profile
        {
            DefaultAction = action == "SCMP_ACT_ALLOW" ? "SCMP_ACT_LOG" : "SCMP_ACT_ALLOW",
            Syscalls = [new SeccompRule { Names = ["close"], Action = action, ErrnoRet = errno }],
        });

        Assert.Equal([outcome], program.Run(compiled, $"{mode}:{OfX86_64["close"]}:-1"));
    }

    [Fact]
    public void A_listener_is_asked_and_its_answer_is_the_result()
    {
        CompiledSeccomp compiled = Compile(new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            ListenerPath = "/nowhere",
            Syscalls = [new SeccompRule { Names = ["close"], Action = "SCMP_ACT_NOTIFY" }],
        });

        Assert.Equal(["asked about 3, errno 95"], program.Run(compiled, $"notify:{OfX86_64["close"]}:-1"));
    }

    [Fact]
    public void A_denying_profile_tells_old_calls_from_new_ones()
    {
        CompiledSeccomp compiled = Compile(new Profile
        {
            DefaultAction = "SCMP_ACT_ERRNO",
            Architectures = ["SCMP_ARCH_X86"],
            Syscalls =
            [
                new SeccompRule
                {
                    Names = ["exit_group", "exit", "write", "close", "getpid", "openat2", "rt_sigreturn"],
                    Action = "SCMP_ACT_ALLOW",
                },
            ],
        });
        string[] outcomes = program.Run(
            compiled,
            $"call:{OfX86_64["close"]}:-1",
            $"call:{OfX86_64["unshare"]}:0",
            $"call:{OfX86_64["openat2"] + 2}",
            "call:1000",
            $"i386:{OfI386["close"]}:-1",
            $"i386:{OfI386["mkdir"]}",
            "i386:1000",
            $"call:{OfX32["close"]}:-1");

        // EBADF from the kernel; EPERM; ENOSYS twice; the same on i386; x32 is not in the profile.
        Assert.Equal(
            ["errno 9", "errno 1", "errno 38", "errno 38", "errno 9", "errno 1", "errno 38", "killed 31"], outcomes);
    }

    [Fact]
    public void Conditions_see_the_arguments()
    {
        CompiledSeccomp compiled = Compile(new Profile
        {
            DefaultAction = "SCMP_ACT_ALLOW",
            Syscalls =
            [
                new SeccompRule
                {
                    Names = ["close"],
                    Action = "SCMP_ACT_ERRNO",
                    ErrnoRet = 71,
                    Args = [new SeccompArg { Index = 0, Op = "SCMP_CMP_MASKED_EQ", Value = 0xFF0, ValueTwo = 0x120 }],
                },
            ],
        });

        Assert.Equal(
            ["errno 71", "errno 71", "errno 9"],
            program.Run(compiled, "call:3:0x120", "call:3:0x412F", "call:3:0x130"));
    }

    [Fact]
    public void A_profile_as_large_as_an_engines_is_taken_by_the_kernel()
    {
        string[] outcomes =
        [
            .. from seed in Enumerable.Range(1, 5)
               let profile = GeneratedProfile.Create(seed)
               let harmless =
                   profile with
                   {
                       Syscalls = [.. profile.Syscalls.Select(rule => rule with
                       {
                           Names = [.. rule.Names.Where(Harmless)],
                       })],
                   }
               let compiled = Compile(harmless with { DefaultAction = "SCMP_ACT_ALLOW" })
               select program.Run(compiled, "call:3:-1").Single(),
        ];

        Assert.All(outcomes, outcome => Assert.Equal("errno 9", outcome));
    }

    // What the program itself needs after the filter is in.
    private static bool Harmless(string name) => name is not ("close" or "exit_group" or "exit" or "futex" or "write");

    private static CompiledSeccomp Compile(Profile profile) => SeccompCompiler.Compile(profile)!;
}
