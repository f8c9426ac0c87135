// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux.Seccomp;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Seccomp;

/// <summary>
/// The words a profile may use, and what they stand for. Source: runtime-spec config-linux.md, "Seccomp".
/// </summary>
internal static class SeccompVocabulary
{
    /// <summary>Actions. <c>SCMP_ACT_KILL</c> is the older name of killing the thread (seccomp.h).</summary>
    internal static ReadOnlySpan<(string Name, uint Value)> Actions => ActionRows;

    /// <summary>Operators of argument conditions.</summary>
    internal static ReadOnlySpan<(string Name, SeccompComparison Value)> Operators => OperatorRows;

    /// <summary>Flags, with their bit for seccomp(2).</summary>
    /// <remarks>
    /// TSYNC is accepted and does nothing: it would copy the filter to the other threads of the process, and the one
    /// that loads it has none.
    /// </remarks>
    internal static ReadOnlySpan<(string Name, uint Value)> Flags => FlagRows;

    /// <summary>
    /// Architectures, with libseccomp's name for each. Whether the library on this host knows it is another question.
    /// </summary>
    internal static ReadOnlySpan<(string Name, string Value)> Architectures => ArchitectureRows;

    /// <summary>Whether an action carries an errno: ERRNO gives it to the caller, TRACE to the tracer.</summary>
    internal static bool TakesErrno(uint action) => action is SECCOMP_RET_ERRNO or SECCOMP_RET_TRACE;

    internal static bool TryFind<T>(ReadOnlySpan<(string Name, T Value)> rows, string name, out T value)
    {
        foreach ((string known, T found) in rows)
        {
            if (known == name)
            {
                value = found;
                return true;
            }
        }

        value = default!;
        return false;
    }

    /// <summary>The names of a table, in its order.</summary>
    internal static IReadOnlyList<string> Names<T>(ReadOnlySpan<(string Name, T Value)> rows)
    {
        string[] names = new string[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            names[i] = rows[i].Name;
        return names;
    }

    private static readonly (string Name, uint Value)[] ActionRows =
    [
        ("SCMP_ACT_ALLOW", SECCOMP_RET_ALLOW),
        ("SCMP_ACT_ERRNO", SECCOMP_RET_ERRNO),
        ("SCMP_ACT_KILL", SECCOMP_RET_KILL_THREAD),
        ("SCMP_ACT_KILL_PROCESS", SECCOMP_RET_KILL_PROCESS),
        ("SCMP_ACT_KILL_THREAD", SECCOMP_RET_KILL_THREAD),
        ("SCMP_ACT_LOG", SECCOMP_RET_LOG),
        ("SCMP_ACT_NOTIFY", SECCOMP_RET_USER_NOTIF),
        ("SCMP_ACT_TRACE", SECCOMP_RET_TRACE),
        ("SCMP_ACT_TRAP", SECCOMP_RET_TRAP),
    ];

    private static readonly (string Name, SeccompComparison Value)[] OperatorRows =
    [
        ("SCMP_CMP_EQ", SeccompComparison.Equal),
        ("SCMP_CMP_GE", SeccompComparison.GreaterOrEqual),
        ("SCMP_CMP_GT", SeccompComparison.Greater),
        ("SCMP_CMP_LE", SeccompComparison.LessOrEqual),
        ("SCMP_CMP_LT", SeccompComparison.Less),
        ("SCMP_CMP_MASKED_EQ", SeccompComparison.MaskedEqual),
        ("SCMP_CMP_NE", SeccompComparison.NotEqual),
    ];

    private static readonly (string Name, uint Value)[] FlagRows =
    [
        ("SECCOMP_FILTER_FLAG_TSYNC", 0),
        ("SECCOMP_FILTER_FLAG_SPEC_ALLOW", SECCOMP_FILTER_FLAG_SPEC_ALLOW),
        ("SECCOMP_FILTER_FLAG_LOG", SECCOMP_FILTER_FLAG_LOG),
        ("SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV", SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV),
    ];

    private static readonly (string Name, string Value)[] ArchitectureRows =
    [
        ("SCMP_ARCH_AARCH64", "aarch64"),
        ("SCMP_ARCH_ARM", "arm"),
        ("SCMP_ARCH_LOONGARCH64", "loongarch64"),
        ("SCMP_ARCH_M68K", "m68k"),
        ("SCMP_ARCH_MIPS", "mips"),
        ("SCMP_ARCH_MIPS64", "mips64"),
        ("SCMP_ARCH_MIPS64N32", "mips64n32"),
        ("SCMP_ARCH_MIPSEL", "mipsel"),
        ("SCMP_ARCH_MIPSEL64", "mipsel64"),
        ("SCMP_ARCH_MIPSEL64N32", "mipsel64n32"),
        ("SCMP_ARCH_PARISC", "parisc"),
        ("SCMP_ARCH_PARISC64", "parisc64"),
        ("SCMP_ARCH_PPC", "ppc"),
        ("SCMP_ARCH_PPC64", "ppc64"),
        ("SCMP_ARCH_PPC64LE", "ppc64le"),
        ("SCMP_ARCH_RISCV64", "riscv64"),
        ("SCMP_ARCH_S390", "s390"),
        ("SCMP_ARCH_S390X", "s390x"),
        ("SCMP_ARCH_SH", "sh"),
        ("SCMP_ARCH_SHEB", "sheb"),
        ("SCMP_ARCH_X32", "x32"),
        ("SCMP_ARCH_X86", "x86"),
        ("SCMP_ARCH_X86_64", "x86_64"),
    ];
}
