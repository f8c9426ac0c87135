// SPDX-License-Identifier: Apache-2.0
using Husk.Monitor.Protocol;
using static Husk.Monitor.Protocol.ContainerStatus;

namespace Husk.Engine.Containers;

/// <summary>What may be done to a container in which state: docs/engine.md, "States".</summary>
public static class Transitions
{
    /// <summary>A row of <see cref="Of"/> that says: do it.</summary>
    private const string? Yes = null;

    /// <summary>A row that says: it is so already, and that is no error (docker's 304).</summary>
    public const string NotModified = "";

    private const string NotRunning = "container {0} is not running";
    private const string Restarted = "container {0} is restarting, wait until the container is running";
    private const string Marked = "container is marked for removal and cannot be ";

    /// <summary>
    /// Null for what is to be done, <see cref="NotModified"/> for what is done already, else docker's words of refusal
    /// with <c>{0}</c> for the ID and <c>{1}</c> for the name.
    /// </summary>
    public static string? Of(ContainerVerb verb, ContainerStatus status) => (verb, status) switch
    {
        (ContainerVerb.Start, Created or Exited) => Yes,
        (ContainerVerb.Start, Running or Restarting) => NotModified,
        (ContainerVerb.Start, Paused) => "cannot start a paused container, try unpause instead",
        (ContainerVerb.Start, Dead or Removing) => Marked + "started",

        (ContainerVerb.Stop, Running or Paused or Restarting) => Yes,
        (ContainerVerb.Stop, _) => NotModified,

        (ContainerVerb.Kill, Running or Paused) => Yes,
        (ContainerVerb.Kill, Restarting) => Yes,
        (ContainerVerb.Kill, _) => "cannot kill container: {1}: " + NotRunning,

        (ContainerVerb.Restart, Dead or Removing) => Marked + "started",
        (ContainerVerb.Restart, _) => Yes,

        (ContainerVerb.Pause, Running) => Yes,
        (ContainerVerb.Pause, Paused) => "container {0} is already paused",
        (ContainerVerb.Pause, Restarting) => Restarted,
        (ContainerVerb.Pause, _) => NotRunning,

        (ContainerVerb.Unpause, Paused) => Yes,
        (ContainerVerb.Unpause, Running) => "container {0} is not paused",
        (ContainerVerb.Unpause, _) => "container {0} is not paused",

        (ContainerVerb.Attach, Running) => Yes,
        (ContainerVerb.Attach, Paused) => "You cannot attach to a paused container, unpause it first",
        (ContainerVerb.Attach, Restarting) => "You cannot attach to a restarting container, wait until it is running",
        (ContainerVerb.Attach, _) => "You cannot attach to a stopped container, start it first",

        (ContainerVerb.Exec, Running) => Yes,
        (ContainerVerb.Exec, Paused) => "Container {1} is paused, unpause the container before exec",
        (ContainerVerb.Exec, Restarting) => "Container {0} is restarting, wait until the container is running",
        (ContainerVerb.Exec, _) => NotRunning,

        (ContainerVerb.Update, Dead or Removing) => Marked + "\"update\"",
        (ContainerVerb.Rename, Dead or Removing) => Marked + "renamed",
        (ContainerVerb.Update or ContainerVerb.Rename, _) => Yes,

        (ContainerVerb.Remove, Running or Restarting) =>
            "cannot remove container \"/{1}\": container is running: stop the container before removing or force remove",
        (ContainerVerb.Remove, Paused) =>
            "cannot remove container \"/{1}\": container is paused and must be unpaused first",
        // Removing: whoever began it was killed, or removes it now and has the lock.
        (ContainerVerb.Remove or ContainerVerb.ForceRemove, _) => Yes,
        _ => throw new System.ArgumentOutOfRangeException(nameof(verb)),
    };

    /// <summary>Whether there is something to do.</summary>
    /// <exception cref="EngineException">It cannot be done in this state (Conflict).</exception>
    internal static bool Check(ContainerVerb verb, ContainerStatus status, string id, string name) =>
        Of(verb, status) switch
        {
            null => true,
            NotModified => false,
            { } refusal => throw new EngineException(
                EngineFault.Conflict,
                refusal.Replace("{0}", id, System.StringComparison.Ordinal)
                .Replace("{1}", name, System.StringComparison.Ordinal)),
        };
}
