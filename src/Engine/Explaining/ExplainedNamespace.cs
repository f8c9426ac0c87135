// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;

namespace Husk.Engine.Explaining;

/// <summary>A namespace of a container.</summary>
/// <param name="Type">As in config.json: <c>mount</c>, <c>network</c>, <c>pid</c>, <c>uts</c>, <c>ipc</c>, <c>user</c>,
/// <c>cgroup</c>, <c>time</c>.</param>
/// <param name="Inode">Its number, as <c>readlink /proc/PID/ns/...</c> shows it; 0 while there is no process.</param>
/// <param name="SharedWith"><c>host</c>, and the names of containers that are in it too.</param>
public sealed record ExplainedNamespace(string Type, ulong Inode, IReadOnlyList<string> SharedWith)
{
    /// <summary>What the container sees of its own there, or shares.</summary>
    public string Isolates { get; init; } = "";
}
