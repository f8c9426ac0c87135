// SPDX-License-Identifier: Apache-2.0
namespace Husk.EndToEnd.Engines;

/// <summary>What every engine can say of a container.</summary>
internal enum ContainerStatus
{
    Running,
    Paused,
    Stopped,
}
