// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Seccomp;

/// <summary>
/// How an argument of a system call is compared; unsigned, 64 bits. Source: seccomp.h, <c>scmp_compare</c>.
/// </summary>
public enum SeccompComparison
{
    NotEqual = 1,
    Less = 2,
    LessOrEqual = 3,
    Equal = 4,
    GreaterOrEqual = 5,
    Greater = 6,

    /// <summary>The argument under a mask equals a second value.</summary>
    MaskedEqual = 7,
}
