// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The system call filter.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Seccomp"</remarks>
public sealed partial record Seccomp
{
    /// <summary><c>SCMP_ACT_ERRNO</c> and its like: for calls no rule names.</summary>
    public string DefaultAction { get; init; } = "";

    /// <summary>Null stands for EPERM.</summary>
    public uint? DefaultErrnoRet { get; init; }

    /// <summary><c>SCMP_ARCH_X86_64</c> and its like; empty stands for the native one.</summary>
    public string[] Architectures { get; init; } = [];

    /// <summary><c>SECCOMP_FILTER_FLAG_LOG</c> and its like; null, unlike an empty list, leaves the choice to the runtime.</summary>
    public string[]? Flags { get; init; }

    /// <summary>Unix socket that is handed the notification descriptor.</summary>
    public string ListenerPath { get; init; } = "";

    /// <summary>Handed to the listener as it is.</summary>
    public string ListenerMetadata { get; init; } = "";

    public SeccompRule[] Syscalls { get; init; } = [];
}
