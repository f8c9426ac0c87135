// SPDX-License-Identifier: Apache-2.0
namespace Husk.Oci.RuntimeSpec;

/// <summary>A rule of the device controller.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Allowed Device list"</remarks>
public sealed partial record DeviceRule
{
    public bool Allow { get; init; }

    /// <summary><c>a</c> (all), <c>c</c> or <c>b</c>; empty stands for all.</summary>
    public string Type { get; init; } = "";

    /// <summary>Null stands for all.</summary>
    public long? Major { get; init; }

    /// <summary>Null stands for all.</summary>
    public long? Minor { get; init; }

    /// <summary>Letters of <c>rwm</c>; empty stands for none.</summary>
    public string Access { get; init; } = "";
}
