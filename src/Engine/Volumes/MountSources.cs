// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Husk.Engine.Containers;
using Husk.Images.Snapshots;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;
using MountPoint = Husk.Engine.Containers.MountPoint;

namespace Husk.Engine.Volumes;

/// <summary>Sees to it, before a container starts, that what is to be mounted is there.</summary>
internal static class MountSources
{
    /// <param name="container">Whose mounts they are.</param>
    /// <param name="make">Whether directories that are not there are made, as docker does for <c>-v</c>.</param>
    /// <exception cref="EngineException">A source cannot be mounted as it was asked for.</exception>
    public static void Prepare(Container container, bool make = true)
    {
        HashSet<string> made = [.. container.HostConfig.Mounts.Where(mount => mount.Type == "bind")
            .Select(mount => Containers.Specs.ContainerPath.Clean(mount.Target))];
        foreach (MountPoint mount in container.Mounts.Where(mount => mount.Type != "tmpfs" && mount.FileSystem is null))
        {
            if (mount.Type == "volume" && !Path.Exists(mount.Source))
                throw VolumeStore.Missing(mount.Name!);
            if (mount.Type == "bind" && !Path.Exists(mount.Source))
            {
                if (made.Contains(mount.Destination))
                {
                    throw new EngineException(EngineFault.InvalidArgument,
                        $"invalid mount config for type \"bind\": bind source path does not exist: {mount.Source}");
                }
                // As docker does for -v, so that the first start of many a documented command works.
                if (make)
                    Directory.CreateDirectory(mount.Source);
            }
        }
        foreach (MountPoint mount in container.Mounts.Where(mount => mount.Type == "bind"))
            CheckPropagation(mount);
    }

    /// <summary>New volumes get what the image has at their place, with owners, modes, attributes and links.</summary>
    public static void CopyUp(Container container, Snapshot snapshot)
    {
        MountPoint[] mounts = [.. container.Mounts.Where(mount => mount.CopyUp)];
        if (mounts.Length == 0)
            return;
        bool mounted = snapshot.IsMounted;
        snapshot.Mount();
        try
        {
            foreach (MountPoint mount in mounts)
            {
                using OwnedFd data = At.Open(BorrowedFd.Cwd, mount.Source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
                // Two containers at once on one new volume: the second finds it full.
                Fd.Lock(data);
                if (!Fd.ReadDirectory(data).Any())
                    snapshot.CopyUp(mount.Destination, data);
            }
        }
        finally
        {
            if (!mounted)
                snapshot.Unmount();
        }
    }

    // A mount that receives or sends needs a peer on the host, or nothing would ever arrive.
    private static void CheckPropagation(MountPoint mount)
    {
        bool shared = mount.Propagation is "shared" or "rshared", slave = mount.Propagation is "slave" or "rslave";
        if (!shared && !slave)
            return;
        MountEntry on = MountInfo.OfThisProcess().Where(entry =>
            IsAbove(Encoding.UTF8.GetString(entry.MountPoint), mount.Source))
            .MaxBy(entry => entry.MountPoint.Length)!;
        bool good = on.PeerGroup is not null || (slave && on.Master is not null);
        if (!good)
        {
            throw new EngineException(
                EngineFault.InvalidArgument,
                $"path {mount.Source} is mounted on {Encoding.UTF8.GetString(on.MountPoint)} but it is not a {(shared ? "shared" : "shared or slave")} mount");
        }
    }

    private static bool IsAbove(string mountPoint, string path) =>
        mountPoint == "/" || path == mountPoint || path.StartsWith(mountPoint + "/", System.StringComparison.Ordinal);
}
