// SPDX-License-Identifier: Apache-2.0
using System.Runtime.InteropServices;

namespace Husk.Linux.Seccomp;

/// <summary>A condition on one argument. Laid out as libseccomp's <c>scmp_arg_cmp</c>: 24 bytes.</summary>
/// <param name="Argument">0 to 5.</param>
/// <param name="Comparison">How to compare.</param>
/// <param name="Value">What to compare with; the mask, for <see cref="SeccompComparison.MaskedEqual"/>.</param>
/// <param name="ValueTwo">What the masked argument must equal; unused otherwise.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SeccompCondition(
    uint Argument, SeccompComparison Comparison, ulong Value, ulong ValueTwo);
