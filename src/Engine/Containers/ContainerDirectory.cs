// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Monitor.Protocol;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Containers;

/// <summary>
/// The directory that all containers are in, held open by who looks at each of them: their files are two names away,
/// not a path from the root, and nothing is allocated for the way there.
/// </summary>
internal sealed class ContainerDirectory(OwnedFd directory, EnginePaths paths) : IDisposable
{
    // The longest of the names below, and some more.
    private readonly byte[] _path = new byte[ContainerId.Length + 32];

    private readonly string _begin = paths.Containers + "/";

    /// <summary>Null when there never was a container.</summary>
    public static ContainerDirectory? Open(EnginePaths paths) =>
        At.OpenIfThere(BorrowedFd.Cwd, paths.Containers, O_RDONLY | O_DIRECTORY) is { } directory
            ? new ContainerDirectory(directory, paths) : null;

    /// <summary>The IDs of all containers, and of what looks like one, in no order.</summary>
    public List<string> Ids()
    {
        var ids = new List<string>();
        foreach (DirectoryEntry entry in Fd.ReadDirectory(directory))
        {
            string name = Encoding.UTF8.GetString(entry.Name);
            if (ContainerId.Is(name))
                ids.Add(name);
        }
        return ids;
    }

    /// <summary>How many names there are that lead to containers.</summary>
    public int CountOfNames()
    {
        using OwnedFd? names = At.OpenIfThere(directory, "by-name", O_RDONLY | O_DIRECTORY);
        return names is null ? 0 : Fd.ReadDirectory(names).Count;
    }

    /// <summary>Its container.json; null when there is no such container.</summary>
    public byte[]? Config(string id) => ReadRegular(id, "/container.json"u8);

    /// <summary>Where that is, for messages.</summary>
    public string ConfigPath(string id) => _begin + id + "/container.json";

    public bool HasConfig(string id) => At.Exists(directory, PathOf(id, "/container.json"u8));

    /// <summary>What happened to it.</summary>
    public ContainerState ReadState(string id) => ReadRegular(id, "/state.json"u8) is { } json
        ? DamagedContainer.StateOf(json, _begin + id + "/state.json", () => HasMonitor(id)) : new ContainerState();

    /// <summary>Whether somebody holds monitor.lock.</summary>
    public bool HasMonitor(string id)
    {
        using OwnedFd? file = At.OpenIfThere(directory, PathOf(id, "/monitor.lock"u8), O_RDONLY | O_NOFOLLOW);
        // Shared, so that two who look at the same time do not take each other for the monitor.
        return file is not null && !Fd.TryLock(file, shared: true);
    }

    /// <summary>Whether there is something to be done, as far as one can see without its lock, and no monitor that does
    /// it.</summary>
    public bool IsUnsettled(string id, ContainerState state) =>
        (ContainerEngine.IsActive(state.Status) || state.Status is ContainerStatus.Removing || IsMounted(id)
            || IsUnwanted(id)) && !HasMonitor(id);

    public void Dispose() => directory.Dispose();

    private bool IsMounted(string id) =>
        At.LinkStatIfThere(directory, PathOf(id, "/merged"u8)) is { IsMountRoot: true };

    /// <summary>Whether it goes at its end.</summary>
    // A file beside container.json: whether a thousand containers go at their end is not to be read from each.
    public bool IsUnwanted(string id) => At.Exists(directory, PathOf(id, "/autoremove"u8));

    private byte[]? ReadRegular(string id, ReadOnlySpan<byte> name)
    {
        using OwnedFd? file = At.OpenIfThere(directory, PathOf(id, name), O_RDONLY);
        return file is null ? null : Fd.ReadRegular(file, ContainerStore.Limit);
    }

    private ReadOnlySpan<byte> PathOf(string id, ReadOnlySpan<byte> name)
    {
        int length = Encoding.ASCII.GetBytes(id, _path);
        name.CopyTo(_path.AsSpan(length));
        return _path.AsSpan(0, length + name.Length);
    }
}
