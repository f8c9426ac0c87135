// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Explaining;

/// <summary>A process of a container.</summary>
/// <param name="Pid">On the host.</param>
/// <param name="Inside">Its number in the container's pid namespace.</param>
/// <param name="Parent">Its parent's number on the host.</param>
/// <param name="Depth">How many of its ancestors are in the container.</param>
/// <param name="Uid">Whose it is, as the host counts.</param>
/// <param name="State">A letter: proc_pid_status(5).</param>
/// <param name="Command">Its words, with a space between.</param>
public sealed record ExplainedProcess(
    int Pid, int Inside, int Parent, int Depth, uint Uid, string State, string Command);
