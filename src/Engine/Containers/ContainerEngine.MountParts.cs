// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Husk.Images.Snapshots;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;
using KernelMount = Husk.Linux.Mounts.MountPoint;

namespace Husk.Engine.Containers;

/// <summary>Mounts whose source is made for the time that a container runs: images, and parts of volumes and
/// images.</summary>
public sealed partial class ContainerEngine
{
    private static IEnumerable<(int Index, MountPoint Mount)> Parts(IEnumerable<MountPoint> mounts) =>
        mounts.Index().Where(mount => mount.Item.IsPart);

    private static IEnumerable<string> ImageKeys(string id, IEnumerable<MountPoint> mounts) =>
        Parts(mounts).Where(part => part.Mount.Type == "image").Select(part => ImageKey(id, part.Index));

    private static string ImageKey(string id, int mount) => $"{id}-image-{mount}";

    /// <summary>Unpacks the images that a container mounts, and keeps their layers for as long as there is the
    /// container.</summary>
    private async Task ViewImages(ContainerPaths paths, Container container, CancellationToken cancel)
    {
        foreach ((int index, MountPoint mount) in Parts(container.Mounts).Where(part => part.Mount.Type == "image"))
        {
            await _images.Store.ViewAsync(
                _images.Find(mount.Source).Manifest, ImageKey(container.Id, index), paths.Part(index), cancel)
                .ConfigureAwait(false);
        }
    }

    private void ForgetImages(string id, IEnumerable<MountPoint> mounts)
    {
        foreach (string key in ImageKeys(id, mounts))
            _images.Store.Layers.Remove(key);
    }

    /// <summary>The container with the places where the runtime finds what it mounts.</summary>
    private Container WithParts(ContainerPaths paths, Container container) => container with
    {
        Mounts = [.. container.Mounts.Select(
            (mount, index) => mount.IsPart ? mount with { Source = MakePart(paths, container, index) } : mount)],
    };

    // By a descriptor, and onto a path that no container can change: what a volume's users make of the path in the
    // volume afterwards leads nowhere (CVE-2021-25741).
    private string MakePart(ContainerPaths paths, Container container, int index)
    {
        using OwnedFd source = OpenPart(container, index);
        string place = paths.PlaceOfPart(index);
        System.IO.Directory.CreateDirectory(paths.Part(index));
        At.RemoveTree(BorrowedFd.Cwd, place);
        if (Fd.Stat(source).Type is FileType.Directory)
            At.Mkdir(BorrowedFd.Cwd, place, S_IRWXU);
        else
            Put(place, []);
        using OwnedFd target = At.Open(BorrowedFd.Cwd, place, O_PATH | O_NOFOLLOW);
        KernelMount.Bind(source, target);
        return place;
    }

    /// <summary>What is mounted; an image is mounted for it, in the mount namespace of the calling thread.</summary>
    private OwnedFd OpenPart(Container container, int index)
    {
        MountPoint mount = container.Mounts[index];
        string root = mount.Source;
        if (mount.Type == "image")
        {
            Snapshot image = _images.Store.Layers.FindSnapshot(ImageKey(container.Id, index))
                ?? throw new EngineException(
                EngineFault.Corrupt,
                $"container {container.Id} has lost the image {mount.Source}, which it mounts at {mount.Destination}: remove it");
            image.Mount();
            root = image.MergedPath;
        }

        OwnedFd whole = At.Open(BorrowedFd.Cwd, root, O_PATH | O_DIRECTORY);
        if (mount.SubPath.Length == 0)
            return whole;
        using (whole)
        {
            nint found = At.OpenAt2(whole, mount.SubPath, O_PATH, RESOLVE_IN_ROOT);
            return found >= 0 ? new OwnedFd((int)found) : throw new EngineException(
                EngineFault.InvalidArgument,
                $"cannot access path {mount.SubPath} of the {mount.Type} {mount.Name ?? mount.Source}: {(found is -ENOENT or -ENOTDIR ? "no such file or directory" : new SyscallException("openat2", (int)-found).Message)}");
        }
    }

    private void ReleaseParts(ContainerPaths paths, Container container)
    {
        foreach ((int index, MountPoint mount) in Parts(container.Mounts))
        {
            KernelMount.Detach(paths.PlaceOfPart(index));
            if (mount.Type == "image")
                _images.Store.Layers.FindSnapshot(ImageKey(container.Id, index))?.Unmount();
        }
    }
}
