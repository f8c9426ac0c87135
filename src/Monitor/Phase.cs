// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor;

/// <summary>Where a monitor is in its container's life.</summary>
internal enum Phase
{
    /// <summary>For the starter to say so.</summary>
    Waiting,

    /// <summary>The runtime is at work.</summary>
    Starting,

    Running,

    /// <summary>The policy wants it again: the runtime removes what is left, and then some time passes.</summary>
    Restarting,

    /// <summary>It will not run again.</summary>
    Ended,
}
