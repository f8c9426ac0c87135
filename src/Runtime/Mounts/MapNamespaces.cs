// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Mounts;

/// <summary>
/// User namespaces that nobody lives in: the kernel takes the maps of an id-mapped mount from one (mount_setattr(2)).
/// Mounts with the same maps share theirs.
/// </summary>
internal sealed class MapNamespaces(LinuxSpec linux, PlanFacts facts, Interrupts interrupts) : IDisposable
{
    private readonly Dictionary<string, OwnedFd> _made = [];
    private (IdMapping[] Uids, IdMapping[] Gids)? _containers;

    /// <summary>Maps of the container's user namespace; none when it has none of its own.</summary>
    private (IdMapping[] Uids, IdMapping[] Gids) Containers =>
        _containers ??= JoinedPath(linux) is { } path
            ? NamespaceKeeper.MapsOf(path, facts, interrupts)
            : (linux.UidMappings, linux.GidMappings);

    /// <summary>In words, what <see cref="For"/> will do.</summary>
    public static string Describe(Mount mount, LinuxSpec linux)
    {
        if (mount.UidMappings.Length == 0 && JoinedPath(linux) is { } path)
        {
            return $"open the user namespace {path}";
        }

        (IdMapping[] uids, IdMapping[] gids) = Maps(mount, linux);
        return $"make a user namespace with uid map {Words(uids)} and gid map {Words(gids)}";
    }

    /// <summary>The namespace for a mount: with its own mappings, else with those of the container's.</summary>
    /// <returns>A descriptor of its own, which is the caller's.</returns>
    public OwnedFd For(Mount mount)
    {
        if (mount.UidMappings.Length == 0 && JoinedPath(linux) is { } path)
        {
            return At.Open(BorrowedFd.Cwd, path, O_RDONLY);
        }

        (IdMapping[] uids, IdMapping[] gids) = Maps(mount, linux);
        string maps = Words(uids) + ";" + Words(gids);
        if (!_made.TryGetValue(maps, out OwnedFd? made))
        {
            _made.Add(maps, made = NamespaceKeeper.Make(uids, gids, facts, interrupts));
        }

        return Fd.Duplicate(made);
    }

    /// <summary>Who a user of the container is on the host.</summary>
    public uint HostUid(uint uid) => Host(Containers.Uids, uid, "uid");

    /// <inheritdoc cref="HostUid"/>
    public uint HostGid(uint gid) => Host(Containers.Gids, gid, "gid");

    public void Dispose()
    {
        foreach (OwnedFd fd in _made.Values)
        {
            fd.Dispose();
        }
    }

    private static uint Host(IdMapping[] maps, uint id, string kind)
    {
        foreach (IdMapping map in maps)
        {
            if (id >= map.ContainerId && id - map.ContainerId < map.Size)
            {
                return map.HostId + (id - map.ContainerId);
            }
        }

        return maps.Length == 0
            ? id
            : throw new LifecycleException($"{kind} {id} is not mapped in the container's user namespace");
    }

    private static (IdMapping[] Uids, IdMapping[] Gids) Maps(Mount mount, LinuxSpec linux) =>
        mount.UidMappings.Length > 0 ? (mount.UidMappings, mount.GidMappings) : (linux.UidMappings, linux.GidMappings);

    private static string? JoinedPath(LinuxSpec linux)
    {
        foreach ((_, int flag, string path) in NamespaceSet.Of(linux).Paths)
        {
            if (flag == CLONE_NEWUSER)
            {
                return path;
            }
        }

        return null;
    }

    private static string Words(IdMapping[] maps) =>
        Encoding.ASCII.GetString(IdMaps.Text(maps)).TrimEnd('\n').Replace("\n", ", ");
}
