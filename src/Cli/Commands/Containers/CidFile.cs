// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary><c>--cidfile</c>: where the ID of a new container is written.</summary>
internal static class CidFile
{
    /// <exception cref="EngineException">There is such a file: perhaps its container runs.</exception>
    public static string? Checked(string? path) => path is { Length: > 0 } && File.Exists(path)
        ? throw new EngineException(EngineFault.Conflict,
            $"container ID file found, make sure the other container isn't running or delete {path}")
        : path;

    public static void Write(string? path, Container container)
    {
        if (path is { Length: > 0 })
            File.WriteAllText(path, container.Id);
    }
}
