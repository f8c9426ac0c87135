// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>What happens to some system calls.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed partial record SeccompRule
{
    public string[] Names { get; init; } = [];

    /// <summary><c>SCMP_ACT_ALLOW</c> and its like.</summary>
    public string Action { get; init; } = "";

    /// <summary>Null stands for EPERM.</summary>
    public uint? ErrnoRet { get; init; }

    /// <summary>All must hold.</summary>
    public SeccompArg[] Args { get; init; } = [];
}
