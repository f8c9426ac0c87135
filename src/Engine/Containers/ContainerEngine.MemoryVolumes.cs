// SPDX-License-Identifier: Apache-2.0
using System.IO;
using System.Linq;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;
using KernelMount = Husk.Linux.Mounts.MountPoint;

namespace Husk.Engine.Containers;

/// <summary>Volumes of the type tmpfs: one file system in memory for all containers that have the volume and
/// run.</summary>
/// <remarks>
/// Each container has a mount of it beside its own files, from which the next one gets its own: so nobody counts users,
/// and the memory is given back with the last of these mounts.
/// </remarks>
public sealed partial class ContainerEngine
{
    /// <summary>The container with its volumes in memory mounted, where the runtime finds them.</summary>
    private Container WithMemory(ContainerPaths paths, Container container) => container with
    {
        Mounts = [.. container.Mounts.Select(
            (mount, index) => mount.IsMemory ? Bound(mount, MountMemory(paths, mount, index)) : mount)],
    };

    private static MountPoint Bound(MountPoint mount, string place) => mount with
    {
        Source = place,
        FileSystem = null,
        Device = null,
        Options = ["rbind", .. mount.Options.Where(option => MountOptions.Parse(option).Data.Length == 0), "rprivate"],
    };

    private string MountMemory(ContainerPaths paths, MountPoint mount, int index)
    {
        string place = paths.PlaceOfPart(index);
        Directory.CreateDirectory(place);
        using OwnedFd target = At.Open(BorrowedFd.Cwd, place, O_PATH | O_DIRECTORY | O_NOFOLLOW);
        // Of two that start at once, the second finds what the first has mounted.
        using OwnedFd alone = At.Open(BorrowedFd.Cwd, mount.Source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        Fd.Lock(alone);
        if (PlaceOfMemory(mount.Name!) is { } other)
        {
            using OwnedFd source = At.Open(BorrowedFd.Cwd, other, O_PATH | O_DIRECTORY);
            KernelMount.Bind(source, target);
        }
        else
        {
            MountOptions options = MountOptions.Parse(mount.Options);
            // Who only reads is not to decide for the others.
            KernelMount.Mount("tmpfs", target, options.Data, (int)(options.MsFlagsSet & ~(ulong)MS_RDONLY));
        }

        return place;
    }

    /// <summary>Where a container has this volume mounted; null when none that runs has it.</summary>
    private string? PlaceOfMemory(string volume) => UsersOf(volume)
        .SelectMany(id => _store.TryRead(id)?.Mounts.Index().Where(mount => mount.Item.Name == volume)
        .Select(mount => _paths.Of(id).PlaceOfPart(mount.Index)) ?? [])
        .FirstOrDefault(place => At.LinkStatIfThere(BorrowedFd.Cwd, place) is { IsMountRoot: true });

    private static void ReleaseMemory(ContainerPaths paths, Container container)
    {
        foreach ((int index, MountPoint mount) in container.Mounts.Index().Where(mount => mount.Item.IsMemory))
        {
            // Not between another one's look at this mount and its use.
            using OwnedFd? alone = At.OpenIfThere(BorrowedFd.Cwd, mount.Source, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
            if (alone is not null)
                Fd.Lock(alone);
            KernelMount.Detach(paths.PlaceOfPart(index));
        }
    }
}
