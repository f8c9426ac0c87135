// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Oci.ImageSpec;

namespace Husk.Engine.Containers;

/// <summary>A container that somebody wants: what a command line or an API call asks for, before the image is looked
/// at.</summary>
public sealed record ContainerRequest
{
    /// <summary>Null for one of our own choice.</summary>
    public string? Name { get; init; }

    /// <summary>As the user gave it; what the image says is put below it at creation.</summary>
    public required ContainerConfig Config { get; init; }

    public HostConfig HostConfig { get; init; } = new();

    /// <summary>By the name of the network: what is asked for there.</summary>
    public IReadOnlyDictionary<string, EndpointSettings> Networks { get; init; } =
        new Dictionary<string, EndpointSettings>();

    /// <summary>Null for this machine's.</summary>
    public Platform? Platform { get; init; }
}
