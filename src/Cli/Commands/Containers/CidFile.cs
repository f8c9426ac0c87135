// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Cli.Commands.Run;
using Husk.Engine;
using Husk.Engine.Containers;

namespace Husk.Cli.Commands.Containers;

/// <summary>
/// <c>--cidfile</c>: where the ID of a new container is written. It is made before the container, so that no container
/// is without it, and taken away again when nothing came of the container.
/// </summary>
internal sealed class CidFile : IDisposable
{
    private readonly string _path;
    private readonly StreamWriter? _file;
    private bool _written;

    private CidFile(string path, StreamWriter? file) => (_path, _file) = (path, file);

    /// <param name="path">Null or empty for none.</param>
    /// <exception cref="EngineException">There is such a file: perhaps its container runs; or none can be made
    /// there.</exception>
    public static CidFile Make(string? path)
    {
        if (string.IsNullOrEmpty(path))
            return new CidFile("", null);
        if (Path.Exists(path))
        {
            throw new EngineException(EngineFault.Conflict,
                $"container ID file found, make sure the other container isn't running or delete {path}");
        }

        try
        {
            return new CidFile(path, new StreamWriter(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"failed to create the container ID file: open {path}: {KeyValueFile.Why(e)}");
        }
    }

    public void Write(Container container)
    {
        _file?.Write(container.Id);
        // Whoever waits for the container finds it whole.
        _file?.Flush();
        _written = true;
    }

    public void Dispose()
    {
        _file?.Dispose();
        if (_file is not null && !_written)
            File.Delete(_path);
    }
}
