// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Networks.Ports;

namespace Husk.Networks;

/// <summary>A container's network namespace, and what was made in it and for it.</summary>
/// <param name="Path">The file that keeps it: what <c>linux.namespaces</c> of config.json names.</param>
/// <param name="Endpoints">In the order they were asked for.</param>
/// <param name="Bindings">Its published ports, with the host's ports that were chosen.</param>
public sealed record Sandbox(string Path, IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<PortBinding> Bindings);
