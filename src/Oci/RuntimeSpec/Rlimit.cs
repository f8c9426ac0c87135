// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>One resource limit, setrlimit(2).</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX process"</remarks>
public sealed partial record Rlimit
{
    /// <summary><c>RLIMIT_NOFILE</c> and its like.</summary>
    public string Type { get; init; } = "";

    public ulong Hard { get; init; }

    public ulong Soft { get; init; }
}
