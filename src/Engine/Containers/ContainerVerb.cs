// SPDX-License-Identifier: Apache-2.0
namespace Husk.Engine.Containers;

/// <summary>What is done to containers and depends on their state.</summary>
public enum ContainerVerb
{
    Start,
    Stop,
    Kill,
    Restart,
    Pause,
    Unpause,
    Attach,
    Exec,
    Update,
    Rename,
    Remove,

    /// <summary>Remove with <c>--force</c>: what runs is killed.</summary>
    ForceRemove,
}
