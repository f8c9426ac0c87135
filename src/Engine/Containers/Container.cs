// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;

namespace Husk.Engine.Containers;

/// <summary>What was asked for when a container was created: its container.json.</summary>
/// <remarks>Members have docker's names (Engine API 1.51, ContainerInspect), so that inspect is this and
/// <see cref="Monitor.Protocol.ContainerState"/>.</remarks>
public sealed record Container
{
    /// <summary>64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Without the slash that docker puts before it.</summary>
    public required string Name { get; init; }

    public DateTimeOffset Created { get; init; }

    /// <summary>The digest of the image's configuration: <c>sha256:...</c>.</summary>
    public string Image { get; init; } = "";

    /// <summary>The digest of the manifest or index that the image was found by.</summary>
    public string? ImageManifest { get; init; }

    /// <summary><c>linux/amd64</c>.</summary>
    public string Platform { get; init; } = "";

    public required ContainerConfig Config { get; init; }

    public required HostConfig HostConfig { get; init; }

    public MountPoint[] Mounts { get; init; } = [];

    /// <summary>By the name of the network: what was asked for there.</summary>
    public IReadOnlyDictionary<string, EndpointSettings> Networks { get; init; } =
        new Dictionary<string, EndpointSettings>();

    /// <summary>
    /// Made by <c>run</c>: with AutoRemove, what was not started when its maker died was never wanted for itself.
    /// </summary>
    public bool OfRun { get; init; }
}
