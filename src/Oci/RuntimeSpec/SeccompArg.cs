// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>A comparison with one argument of a system call.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed partial record SeccompArg
{
    /// <summary>0 to 5.</summary>
    public uint Index { get; init; }

    /// <summary>The mask, for <c>SCMP_CMP_MASKED_EQ</c>.</summary>
    public ulong Value { get; init; }

    /// <summary>What the masked argument must equal, for <c>SCMP_CMP_MASKED_EQ</c>.</summary>
    public ulong ValueTwo { get; init; }

    /// <summary><c>SCMP_CMP_EQ</c> and its like.</summary>
    public string Op { get; init; } = "";
}
