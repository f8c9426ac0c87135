// SPDX-License-Identifier: Apache-2.0
using System.Net;

namespace Husk.Networks.Ports;

/// <summary>A published port, and whose it is.</summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Binding">The host's port and the container's.</param>
/// <param name="Target">The container's address that it leads to.</param>
internal sealed record PortLease(string ContainerId, PortBinding Binding, IPAddress Target);
