// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>One command of <see cref="Hooks"/>; it reads the container's state on standard input.</summary>
/// <remarks>Source: runtime-spec config.md, "POSIX-platform Hooks"</remarks>
public sealed partial record Hook
{
    /// <summary>Absolute.</summary>
    public string Path { get; init; } = "";

    /// <summary>argv, the program's own name first; empty stands for the path alone.</summary>
    public string[] Args { get; init; } = [];

    /// <summary>The whole environment; null when the document does not say.</summary>
    public string[]? Env { get; init; }

    /// <summary>Seconds until the hook is aborted; null waits for ever.</summary>
    public int? Timeout { get; init; }
}
