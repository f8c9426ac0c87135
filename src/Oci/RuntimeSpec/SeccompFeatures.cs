// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>What a filter may say.</summary>
/// <remarks>Source: runtime-spec features-linux.md, "Seccomp"</remarks>
public sealed partial record SeccompFeatures
{
    public bool? Enabled { get; init; }

    public string[] Actions { get; init; } = [];

    public string[] Operators { get; init; } = [];

    public string[] Archs { get; init; } = [];

    /// <summary>Flags that may be named.</summary>
    public string[] KnownFlags { get; init; } = [];

    /// <summary>Flags that have an effect.</summary>
    public string[] SupportedFlags { get; init; } = [];
}
