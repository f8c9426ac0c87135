// SPDX-License-Identifier: Apache-2.0
namespace Husk.Monitor.Protocol;

/// <summary>docs/engine.md, "States"; docker's words in lower case.</summary>
public enum ContainerStatus
{
    Created,
    Running,
    Paused,
    Restarting,
    Exited,
    Dead,
    Removing,
}
