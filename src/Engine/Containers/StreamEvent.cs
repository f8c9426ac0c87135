// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>What came from a container that somebody is attached to.</summary>
public enum StreamEvent
{
    Stdout,
    Stderr,

    /// <summary>The detach keys were typed: the container goes on without this client.</summary>
    Detached,

    /// <summary>After the last byte of output.</summary>
    Exited,

    /// <summary>The monitor is gone and said nothing.</summary>
    Lost,
}
