// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using Husk.Linux;

namespace Husk.Engine.Building.Agents;

/// <summary>The ssh agents of a build: sockets of agents that there are, and those that hold keys for it.</summary>
internal sealed class BuildAgents : IDisposable
{
    private readonly List<Lazy<KeyAgent>> _own = [];

    /// <param name="directory">Of the build.</param>
    /// <param name="asked">By id: one socket, or files with keys.</param>
    /// <exception cref="EngineException">One is not there, or cannot be held.</exception>
    public BuildAgents(BuildDirectory directory, IReadOnlyDictionary<string, IReadOnlyList<string>> asked) =>
        Sockets = asked.ToDictionary(pair => pair.Key, pair => SocketOf(directory, pair.Value));

    /// <summary>By id, how to come by the socket: an agent of the build's own begins when a step first wants
    /// it.</summary>
    public IReadOnlyDictionary<string, Func<string>> Sockets { get; }

    public void Dispose()
    {
        foreach (Lazy<KeyAgent> own in _own.Where(own => own.IsValueCreated))
            own.Value.Dispose();
    }

    private Func<string> SocketOf(BuildDirectory directory, IReadOnlyList<string> paths)
    {
        FileType[] types = [.. paths.Select(TypeOf)];
        if (types is [FileType.Socket])
            return () => paths[0];
        if (types.Contains(FileType.Socket))
        {
            throw new EngineException(EngineFault.InvalidArgument,
                $"--ssh {string.Join(',', paths)}: an id has one socket, or files with keys");
        }
        KeyAgent.Require();
        string name = $"agent-{directory.Id}-{_own.Count}";
        var own = new Lazy<KeyAgent>(() => KeyAgent.Start(directory.Path, name, paths));
        _own.Add(own);
        return () => own.Value.Socket;
    }

    private static FileType TypeOf(string path) => At.Exists(BorrowedFd.Cwd, path)
        ? At.Stat(BorrowedFd.Cwd, path).Type
        : throw new EngineException(EngineFault.NotFound, $"--ssh: there is neither a socket nor a key at {path}");
}
