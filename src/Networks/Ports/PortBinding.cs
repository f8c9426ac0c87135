// SPDX-License-Identifier: Apache-2.0
using System.Net;

namespace Husk.Networks.Ports;

/// <summary>A published port: one address and port of the host that leads to one of a container.</summary>
/// <param name="ContainerPort">In the container.</param>
/// <param name="Protocol">Of both.</param>
/// <param name="HostAddress"><c>0.0.0.0</c> and <c>::</c> for every address of the family.</param>
/// <param name="HostPort">On the host.</param>
public sealed record PortBinding(int ContainerPort, PortProtocol Protocol, IPAddress HostAddress, int HostPort)
{
    /// <summary>Whether <see cref="HostAddress"/> is every address of its family.</summary>
    internal bool IsEverywhere => HostAddress.Equals(IPAddress.Any) || HostAddress.Equals(IPAddress.IPv6Any);

    internal bool Clashes(PortBinding other) =>
        Protocol == other.Protocol
        && HostPort == other.HostPort
        && HostAddress.AddressFamily == other.HostAddress.AddressFamily
        && (IsEverywhere || other.IsEverywhere || HostAddress.Equals(other.HostAddress));
}
