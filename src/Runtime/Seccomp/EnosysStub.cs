// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Husk.Linux.Seccomp;
using Husk.Linux.Syscalls;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;
using Profile = Husk.Oci.RuntimeSpec.Seccomp;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// A few instructions before the filter that answer ENOSYS to system calls newer than the profile.
/// </summary>
/// <remarks>
/// <para>
/// The problem. A profile lists what is allowed and denies the rest, as a rule with EPERM. It was written on some day,
/// and kernel and libc go on: a libc that learns clone3, faccessat2 or openat2 tries the new call first and falls back
/// to the old one when the kernel says ENOSYS, "no such call". A filter that has never heard of the call says EPERM
/// instead, which to libc is an answer: the file may not be read, the thread may not be started. Containers with new
/// images then break on hosts with old profiles (in 2021, glibc 2.34 and clone3: the images of Fedora 35 and Ubuntu
/// 21.10).
/// </para>
/// <para>
/// The rule. To a program, a call the profile's author did not know should look like one the kernel does not know.
/// Which calls the author knew, nobody wrote down; but numbers are given out in order, the same on all architectures
/// since 5.1, so the author of a profile whose largest number is 435 knew nothing above 435. So: a number above the
/// largest that any rule names, whatever the rule does, gets ENOSYS. A call below it that no rule names was left out on
/// purpose and gets the default action. This holds for every profile that denies by default, with an errno, a signal or
/// a kill, and must not be done to one that allows, logs or traces by default (a tracer may well know the new call),
/// nor is it needed where the default is ENOSYS already. Profiles without any rule for an architecture say nothing
/// about what was known, so nothing is done for it.
/// </para>
/// <para>
/// Where it is wrong. Numbers are not quite in the order of kernel versions (close_range, 436, came in 5.9, after
/// openat2, 437, in 5.6), so one or two calls of a profile's last year may get EPERM. Only a table of the kernel
/// version of every call could do better.
/// </para>
/// <para>
/// The shape. One section per architecture, the native one first, since it answers nearly every call:
/// <code>
///        ld   [arch]
///        jeq  #AUDIT_ARCH, 0, next section
///        ld   [nr]
///        jgt  #largest, 0, 1
///        ret  #SECCOMP_RET_ERRNO|ENOSYS
///        ja   filter
///        jeq  #AUDIT_ARCH of the next, ...
/// filter: ...
/// </code>
/// The accumulator holds the architecture until a section matches, and a section that matches never comes back, so it
/// is loaded once. An architecture no section knows falls through to the filter, which kills the caller. On x86_64 the
/// calls of the x32 ABI have the same AUDIT_ARCH and bit 30 of the number set, so its section looks at that bit first
/// and has a largest number for each ABI; for the ABI that is not in the profile the filter decides. On s390 a call
/// whose number exceeds what the instruction can carry comes with number 0 when the kernel does not know it, so 0,
/// which as a call of its own (setup) has been dead for decades, gets ENOSYS too.
/// </para>
/// <para>
/// The kernel's cache of calls that are always allowed (5.11) follows all of these instructions, so that an allowed
/// call costs no more than without them. The idea is runc's (libcontainer/seccomp/patchbpf, 1.0.0-rc93).
/// </para>
/// </remarks>
internal static class EnosysStub
{
    /// <summary>sizeof(struct sock_filter).</summary>
    internal const int InstructionSize = 8;

    private const int OffsetOfNumber = 0;
    private const int OffsetOfArchitecture = 4;

    /// <summary><c>__X32_SYSCALL_BIT</c> (asm/unistd.h).</summary>
    private const uint X32Bit = 0x40000000;

    /// <summary><c>SCMP_ARCH_X32</c>: the one token that is no AUDIT_ARCH value (seccomp.h).</summary>
    private const uint X32Token = 0x4000003E;

    /// <summary>The program with the stub before it, or as it is when the profile needs none.</summary>
    /// <param name="program">What libseccomp made of the profile.</param>
    /// <param name="defaultAction">SECCOMP_RET_* with its data.</param>
    /// <param name="library">Knows the numbers.</param>
    /// <param name="architectures">The tokens in the filter, the native one first.</param>
    /// <param name="profile">Knows the names.</param>
    internal static byte[] Prepend(
        byte[] program, uint defaultAction, SeccompLibrary library, List<uint> architectures, Profile profile)
    {
        if (!IsNeeded(defaultAction))
            return program;

        List<(uint Token, uint Largest)> known = [];
        foreach (uint token in architectures)
        {
            if (LargestNumber(library, token, profile) is uint largest)
                known.Add((token, largest));
        }

        sock_filter[] stub = Assemble(known);
        return [.. MemoryMarshal.AsBytes<sock_filter>(stub), .. program];
    }

    /// <summary>Whether the default action denies, and with something else than ENOSYS.</summary>
    internal static bool IsNeeded(uint defaultAction) =>
        (defaultAction & SECCOMP_RET_ACTION_FULL) is not
            (SECCOMP_RET_ALLOW or SECCOMP_RET_LOG or SECCOMP_RET_TRACE)
        && defaultAction != (SECCOMP_RET_ERRNO | ENOSYS);

    /// <summary>The instructions for architectures (libseccomp tokens) and the largest number known on each.</summary>
    internal static sock_filter[] Assemble(IReadOnlyList<(uint Token, uint Largest)> known)
    {
        var code = new List<sock_filter>();
        foreach ((uint token, uint largest) in known)
        {
            if (token == X32Token)
                continue;
            List<sock_filter> section = token == AUDIT_ARCH_X86_64
                ? X86(largest, LargestOf(known, X32Token))
                : Plain(token, largest);
            AddSection(code, token, section);
        }

        // A filter for x32 alone cannot be: the native x86_64 is always in. But a profile may know only names of x32.
        if (LargestOf(known, AUDIT_ARCH_X86_64) is null && LargestOf(known, X32Token) is uint largestX32)
            AddSection(code, AUDIT_ARCH_X86_64, X86(null, largestX32));

        if (code.Count == 0)
            return [];
        code.Insert(0, Load(OffsetOfArchitecture));
        // What was left open: jumps to the filter, which begins where the stub ends.
        for (int i = 0; i < code.Count; i++)
        {
            if (code[i].code == (BPF_JMP | BPF_JA))
                code[i] = code[i] with { k = (uint)(code.Count - i - 1) };
        }

        return [.. code];
    }

    private static void AddSection(List<sock_filter> code, uint architecture, List<sock_filter> section)
    {
        code.Add(Jump(BPF_JEQ, architecture, 0, section.Count));
        code.AddRange(section);
    }

    private static List<sock_filter> Plain(uint architecture, uint largest)
    {
        List<sock_filter> section = [Load(OffsetOfNumber)];
        if (architecture is AUDIT_ARCH_S390 or AUDIT_ARCH_S390X)
            section.AddRange([Jump(BPF_JEQ, 0, 0, 1), ReturnEnosys()]);
        section.AddRange(Above(largest));
        return section;
    }

    private static List<sock_filter> X86(uint? largest, uint? largestX32)
    {
        List<sock_filter> x64 = Above(largest);
        return [Load(OffsetOfNumber), Jump(BPF_JSET, X32Bit, x64.Count, 0), .. x64, .. Above(largestX32)];
    }

    /// <summary>ENOSYS above a number, else on to the filter; for an unknown number, on to the filter.</summary>
    private static List<sock_filter> Above(uint? largest) =>
        largest is uint known ? [Jump(BPF_JGT, known, 0, 1), ReturnEnosys(), JumpToFilter()] : [JumpToFilter()];

    private static uint? LargestOf(IReadOnlyList<(uint Token, uint Largest)> known, uint token)
    {
        foreach ((uint other, uint largest) in known)
        {
            if (other == token)
                return largest;
        }

        return null;
    }

    private static uint? LargestNumber(SeccompLibrary library, uint token, Profile profile)
    {
        int? largest = null;
        foreach (SeccompRule rule in profile.Syscalls)
        {
            foreach (string name in rule.Names)
            {
                if (library.ResolveSyscall(token, name) is int number && !(number <= largest))
                    largest = number;
            }
        }

        return (uint?)largest;
    }

    private static sock_filter Load(int offset) => new() { code = BPF_LD | BPF_W | BPF_ABS, k = (uint)offset };

    private static sock_filter Jump(int condition, uint operand, int whenTrue, int whenFalse) =>
        new() { code = (ushort)(BPF_JMP | condition | BPF_K), jt = (byte)whenTrue, jf = (byte)whenFalse, k = operand };

    private static sock_filter JumpToFilter() => new() { code = BPF_JMP | BPF_JA };

    private static sock_filter ReturnEnosys() => new() { code = BPF_RET | BPF_K, k = SECCOMP_RET_ERRNO | ENOSYS };
}
