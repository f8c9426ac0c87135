// SPDX-License-Identifier: Apache-2.0
using System;
using System.Globalization;
using Husk.Engine.Containers.Specs;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>What containers share: namespaces of one that another joins, and a /dev/shm that can be shared.</summary>
public sealed partial class ContainerEngine
{
    private const string Joined = "container:";

    /// <summary>The request with what it joins, but for the network, which is joined with its endpoints.</summary>
    /// <exception cref="EngineException">The other container is not there, does not run, or does not share.</exception>
    private SpecRequest WithShared(SpecRequest request, ContainerPaths paths)
    {
        HostConfig host = request.Container.HostConfig;
        return request with
        {
            PidNamespace = JoinedNamespace(host.PidMode, "PID", "pid"),
            IpcNamespace = JoinedNamespace(host.IpcMode, "IPC", "ipc"),
            SharedMemory = host.IpcMode == "shareable" ? MakeSharedMemory(paths, host.ShmSize)
                : SharedMemoryOf(host.IpcMode),
        };
    }

    private string? JoinedNamespace(string mode, string noun, string file)
    {
        if (!mode.StartsWith(Joined, StringComparison.Ordinal))
            return null;
        string id = _store.Resolve(mode[Joined.Length..]);
        ContainerState state = _store.ReadState(id);
        return state is { Status: ContainerStatus.Running or ContainerStatus.Paused, Pid: > 0 }
            ? string.Create(CultureInfo.InvariantCulture, $"/proc/{state.Pid}/ns/{file}")
            : throw new EngineException(EngineFault.Conflict,
                $"cannot join {noun} namespace of a non running container: {id}");
    }

    private string? SharedMemoryOf(string mode)
    {
        if (!mode.StartsWith(Joined, StringComparison.Ordinal))
            return null;
        Container other = _store.Read(_store.Resolve(mode[Joined.Length..]));
        return other.HostConfig.IpcMode switch
        {
            "shareable" => _paths.Of(other.Id).SharedMemory,
            "host" => "/dev/shm",
            _ => throw new EngineException(EngineFault.Conflict,
                $"can't join IPC of container {other.Id}: non-shareable IPC (hint: use IpcMode:shareable for the donor container)"),
        };
    }

    /// <summary>A tmpfs on the host, for who joins the container's ipc namespace later.</summary>
    private static string MakeSharedMemory(ContainerPaths paths, long size)
    {
        string path = paths.SharedMemory;
        At.MkdirIfMissing(BorrowedFd.Cwd, path, S_IRWXU);
        if (At.LinkStatIfThere(BorrowedFd.Cwd, path) is { IsMountRoot: true })
            return path;
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
        Linux.Mounts.MountPoint.Mount("tmpfs", directory,
            string.Create(CultureInfo.InvariantCulture, $"mode=1777,size={size}"), MS_NOSUID | MS_NODEV | MS_NOEXEC);
        return path;
    }
}
