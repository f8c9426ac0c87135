// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>A port of a container that runs (Engine API 1.51, ContainerSummary, Ports).</summary>
/// <param name="PrivatePort">In the container.</param>
/// <param name="Type"><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</param>
/// <param name="Ip">The host's address; empty for one that is only noted.</param>
/// <param name="PublicPort">The host's port; 0 for one that is only noted.</param>
public sealed record PublishedPort(int PrivatePort, string Type, string Ip = "", int PublicPort = 0);
