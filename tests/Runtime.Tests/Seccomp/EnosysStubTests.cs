// SPDX-License-Identifier: Apache-2.0
using System.Linq;
using System.Runtime.InteropServices;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Seccomp;
using static Husk.Runtime.Tests.Seccomp.SyscallNumbers;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Tests.Seccomp;

public class EnosysStubTests
{
    private const uint Enosys = 0x00050026;
    private const uint Eperm = 0x00050001;
    private const uint Filter = 0x7FFC1234; // what the stub lets through to

    private const uint X32 = 0x4000003E;
    private const uint S390X = 0x80000016;

    [Fact]
    public void One_architecture_is_these_instructions() =>
        AssertCode(
            EnosysStub.Assemble([(Aarch64, 439)]),
            "20 0 0 00000004", // ld [arch]
            "15 0 4 c00000b7", // jeq AUDIT_ARCH_AARCH64, else to the filter
            "20 0 0 00000000", // ld [nr]
            "25 0 1 000001b7", // jgt 439
            "06 0 0 00050026", // ret ERRNO|ENOSYS
            "05 0 0 00000000"); // ja filter

    [Fact]
    public void The_two_abis_of_x86_64_share_a_section() =>
        AssertCode(
            EnosysStub.Assemble([(X86_64, 439), (I386, 440), (X32, X32Bit + 441)]),
            "20 0 0 00000004", // ld [arch]
            "15 0 8 c000003e", // jeq AUDIT_ARCH_X86_64
            "20 0 0 00000000", // ld [nr]
            "45 3 0 40000000", // jset __X32_SYSCALL_BIT
            "25 0 1 000001b7", // jgt 439
            "06 0 0 00050026", // ret ENOSYS
            "05 0 0 00000008", // ja filter
            "25 0 1 400001b9", // jgt x32 441
            "06 0 0 00050026", // ret ENOSYS
            "05 0 0 00000005", // ja filter
            "15 0 4 40000003", // jeq AUDIT_ARCH_I386
            "20 0 0 00000000", // ld [nr]
            "25 0 1 000001b8", // jgt 440
            "06 0 0 00050026", // ret ENOSYS
            "05 0 0 00000000"); // ja filter

    [Fact]
    public void Without_a_known_call_there_is_no_stub() => Assert.Empty(EnosysStub.Assemble([]));

    [Theory]
    [InlineData(X86_64, 0u, Filter)]
    [InlineData(X86_64, 435u, Filter)]
    [InlineData(X86_64, 436u, Enosys)]
    [InlineData(X86_64, 0x3FFFFFFFu, Enosys)]
    [InlineData(X86_64, X32Bit, Filter)]
    [InlineData(X86_64, X32Bit + 1000, Filter)]
    [InlineData(X86_64, 0xFFFFFFFFu, Filter)]
    [InlineData(I386, 400u, Filter)]
    [InlineData(I386, 401u, Enosys)]
    [InlineData(S390X, 0u, Enosys)]
    [InlineData(S390X, 1u, Filter)]
    [InlineData(S390X, 300u, Filter)]
    [InlineData(S390X, 301u, Enosys)]
    [InlineData(Aarch64, 1000u, Filter)]
    public void Only_what_is_above_the_largest_known_number_gets_enosys(uint arch, uint number, uint expected) =>
        Assert.Equal(expected, Run(EnosysStub.Assemble([(X86_64, 435), (I386, 400), (S390X, 300)]), arch, number));

    [Theory]
    [InlineData(435u, Filter)]
    [InlineData(1000u, Filter)]
    [InlineData(X32Bit + 400, Filter)]
    [InlineData(X32Bit + 401, Enosys)]
    public void A_profile_that_knows_calls_of_x32_alone_decides_about_those(uint number, uint expected) =>
        Assert.Equal(expected, Run(EnosysStub.Assemble([(X32, X32Bit + 400)]), X86_64, number));

    [Theory]
    [InlineData("SCMP_ACT_ERRNO", null, Enosys)]
    [InlineData("SCMP_ACT_ERRNO", 6u, Enosys)]
    [InlineData("SCMP_ACT_ERRNO", 38u, Enosys)]
    [InlineData("SCMP_ACT_KILL", null, Enosys)]
    [InlineData("SCMP_ACT_KILL_PROCESS", null, Enosys)]
    [InlineData("SCMP_ACT_TRAP", null, Enosys)]
    [InlineData("SCMP_ACT_ALLOW", null, 0x7FFF0000u)]
    [InlineData("SCMP_ACT_LOG", null, 0x7FFC0000u)]
    [InlineData("SCMP_ACT_TRACE", 5u, 0x7FF00005u)]
    public void A_call_newer_than_the_profile_gets_enosys_where_the_default_denies(
        string action, uint? errno, uint expected)
    {
        byte[] filter = SeccompCompiler.Compile(new Profile
        {
            DefaultAction = action,
            DefaultErrnoRet = errno,
            Syscalls = [new SeccompRule { Names = ["read", "statx"], Action = "SCMP_ACT_ERRNO", ErrnoRet = 99 }],
        })!.Filter;

        Assert.Equal(expected, BpfMachine.Run(filter, X86_64, OfX86_64["statx"] + 1));
        Assert.Equal(0x00050063u, BpfMachine.Run(filter, X86_64, OfX86_64["statx"]));
    }

    [Fact]
    public void A_default_of_enosys_needs_no_stub()
    {
        var profile = new Profile
        {
            DefaultAction = "SCMP_ACT_ERRNO",
            Syscalls = [new SeccompRule { Names = ["read"], Action = "SCMP_ACT_ALLOW" }],
        };

        Assert.Equal(
            SeccompCompiler.Compile(profile)!.Filter.Length - (8 * EnosysStub.InstructionSize),
            SeccompCompiler.Compile(profile with { DefaultErrnoRet = 38 })!.Filter.Length);
    }

    [Fact]
    public void A_call_the_profile_left_out_is_still_denied() =>
        Assert.Equal(
            Eperm,
            BpfMachine.Run(
                SeccompCompiler.Compile(new Profile
                {
                    DefaultAction = "SCMP_ACT_ERRNO",
                    Syscalls = [new SeccompRule { Names = ["read", "openat2"], Action = "SCMP_ACT_ALLOW" }],
                })!.Filter,
                X86_64,
                OfX86_64["unshare"]));

    private static uint Run(sock_filter[] stub, uint arch, uint number)
    {
        sock_filter[] program = [.. stub, new sock_filter { code = 0x06, k = Filter }];
        return BpfMachine.Run(MemoryMarshal.AsBytes<sock_filter>(program), arch, number);
    }

    private static void AssertCode(sock_filter[] actual, params string[] expected) =>
        Assert.Equal(expected, actual.Select(i => $"{i.code:x2} {i.jt} {i.jf} {i.k:x8}"));
}
