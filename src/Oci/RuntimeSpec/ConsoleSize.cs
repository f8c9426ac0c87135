// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>Size of the terminal in character cells.</summary>
/// <remarks>Source: runtime-spec config.md, "Process"</remarks>
public sealed partial record ConsoleSize
{
    public ulong Height { get; init; }

    public ulong Width { get; init; }
}
