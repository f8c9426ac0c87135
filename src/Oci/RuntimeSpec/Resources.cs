// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Collections.ObjectModel;

namespace Husk.Oci.RuntimeSpec;

/// <summary>Limits of the container's cgroup.</summary>
/// <remarks>Source: runtime-spec config-linux.md, "Control groups"</remarks>
public sealed partial record Resources
{
    /// <summary>In order: a later rule wins over an earlier one.</summary>
    public DeviceRule[] Devices { get; init; } = [];

    public MemoryResources? Memory { get; init; }

    public CpuResources? Cpu { get; init; }

    public PidsResources? Pids { get; init; }

    public BlockIoResources? BlockIo { get; init; }

    public HugepageLimit[] HugepageLimits { get; init; } = [];

    public NetworkResources? Network { get; init; }

    /// <summary>By device name.</summary>
    public IReadOnlyDictionary<string, RdmaLimit> Rdma { get; init; } = ReadOnlyDictionary<string, RdmaLimit>.Empty;

    /// <summary>Contents by file name, cgroup v2 only, written after everything else.</summary>
    public IReadOnlyDictionary<string, string> Unified { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
