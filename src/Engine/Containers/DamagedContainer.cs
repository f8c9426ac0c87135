// SPDX-License-Identifier: Apache-2.0
using System;
using Husk.Monitor.Protocol;
using Husk.Oci;

namespace Husk.Engine.Containers;

/// <summary>
/// Files of a container that cannot be read: by a disk that fails, or since the machine lost its power before it had
/// written them. It is told of, and keeps nobody from the others.
/// </summary>
internal static class DamagedContainer
{
    /// <summary>What to say of a container.json.</summary>
    /// <param name="path">Of container.json.</param>
    /// <param name="json">What is in it.</param>
    /// <param name="cause">Why it cannot be read.</param>
    public static EngineException Of(string path, ReadOnlySpan<byte> json, Exception cause)
    {
        string directory = path[..path.LastIndexOf('/')];
        string id = directory[(directory.LastIndexOf('/') + 1)..];
        return new EngineException(
            EngineFault.Corrupt,
            $"container {id} is damaged: {path}: {(json.IsEmpty ? "it is empty" : cause.Message)}: "
            + $"what it wrote is still in {directory}/upper; husk rm -f {ContainerId.Short(id)} removes it");
    }

    /// <summary>The state in a file, or what stands for it when it cannot be read: it has ended, nobody knows
    /// how.</summary>
    /// <param name="json">What is in the file.</param>
    /// <param name="path">Where that is, for messages.</param>
    /// <param name="hasMonitor">Whether there is somebody who knows, and will write it down again.</param>
    /// <param name="mend">Takes what stands for it, to write it down; null for nobody.</param>
    /// <exception cref="EngineException">It cannot be read, and there is (Corrupt).</exception>
    public static ContainerState StateOf(ReadOnlySpan<byte> json, string path, Func<bool> hasMonitor,
        Action<ContainerState>? mend = null)
    {
        try
        {
            return ProtocolJson.ParseState(json, path);
        }
        catch (SpecException e)
        {
            if (hasMonitor())
                throw new EngineException(EngineFault.Corrupt, e.Message);
            var ended = new ContainerState
            {
                Status = ContainerStatus.Exited,
                ExitCode = ContainerEngine.Killed,
                Error = $"it is not known how the container ended: {e.Message}",
            };
            mend?.Invoke(ended);
            return ended;
        }
    }

    /// <summary>What is asked for, of someone whose container.json cannot be read: all by default.</summary>
    public static Container Unknown(string id, string name) => new()
    {
        Id = id,
        Name = name,
        Config = new ContainerConfig(),
        HostConfig = new HostConfig(),
    };
}
