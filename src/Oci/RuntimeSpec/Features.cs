// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Oci.RuntimeSpec;

/// <summary>What the runtime was built to do: what <c>features</c> prints.</summary>
/// <remarks>Source: runtime-spec features.md</remarks>
public sealed partial record Features
{
    public string OciVersionMin { get; init; } = "";

    public string OciVersionMax { get; init; } = "";

    public string[] Hooks { get; init; } = [];

    public string[] MountOptions { get; init; } = [];

    public LinuxFeatures? Linux { get; init; }

    public IReadOnlyDictionary<string, string> Annotations { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Annotations of a config that change what the runtime does.</summary>
    public string[] PotentiallyUnsafeConfigAnnotations { get; init; } = [];
}
