// SPDX-License-Identifier: Apache-2.0
namespace Husk.Runtime.State;

/// <summary>What a container is doing. Source: runtime-spec runtime.md, "State"; paused is runc's addition.</summary>
internal enum ContainerStatus
{
    /// <summary>Its create has not ended.</summary>
    Creating,

    /// <summary>Its init process waits for start.</summary>
    Created,

    /// <summary>Its process runs.</summary>
    Running,

    /// <summary>Its processes are frozen.</summary>
    Paused,

    /// <summary>Its init process is gone, or nobody is left to finish making it.</summary>
    Stopped,
}
