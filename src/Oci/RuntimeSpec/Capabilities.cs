// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>The five sets of capabilities(7), by <c>CAP_</c> name.</summary>
/// <remarks>Source: runtime-spec config.md, "Linux Process"</remarks>
public sealed partial record Capabilities
{
    public string[] Bounding { get; init; } = [];

    public string[] Effective { get; init; } = [];

    public string[] Inheritable { get; init; } = [];

    public string[] Permitted { get; init; } = [];

    public string[] Ambient { get; init; } = [];
}
