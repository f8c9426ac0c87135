// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using Husk.Networks.Ports;

namespace Husk.Networks.State;

/// <summary>
/// What was begun for a container: <c>sandboxes/ID.json</c>. Written before what it tells of is made, and removed after
/// that is gone, so that a killed process leaves nothing that is not told here.
/// </summary>
/// <param name="ContainerId">The container.</param>
/// <param name="Name">Its name.</param>
internal sealed record SandboxRecord(string ContainerId, string Name)
{
    /// <summary>The ids of its networks, in the order of its interfaces.</summary>
    public IReadOnlyList<string> Networks { get; init; } = [];

    /// <summary>The ports that it publishes.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init; } = [];
}
