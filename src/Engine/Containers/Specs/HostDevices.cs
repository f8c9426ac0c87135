// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.RuntimeSpec;

namespace Husk.Engine.Containers.Specs;

/// <summary>Device nodes of the host that a container's configuration names.</summary>
public sealed record HostDevices
{
    public static HostDevices None { get; } = new();

    /// <summary>
    /// The nodes that each <c>--device</c> stands for (one, or all below a directory), with their paths inside.
    /// </summary>
    public IReadOnlyList<(DeviceMapping Mapping, Device[] Nodes)> Mapped { get; init; } = [];

    /// <summary>With <c>--privileged</c>, all there are.</summary>
    public Device[] All { get; init; } = [];

    /// <summary>Numbers of the block devices that have limits, by path.</summary>
    public IReadOnlyDictionary<string, (long Major, long Minor)> Block { get; init; } =
        new Dictionary<string, (long Major, long Minor)>();
}
