// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>Where a port of the container is published; empty members for any address and any free port.</summary>
public sealed record PortBinding
{
    public string HostIp { get; init; } = "";

    public string HostPort { get; init; } = "";
}
