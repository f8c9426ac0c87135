// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Husk.Linux;
using Husk.Linux.Cgroups;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using Husk.Runtime.Lifecycle;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Criu;

/// <summary>
/// The mounts of a container whose source is the host's: CRIU keeps their place, and whoever restores says the source
/// anew. Source: criu(8), --external mnt[KEY]:VAL.
/// </summary>
internal sealed class ExternalMounts(Bundle bundle, CgroupPlan cgroups, CgroupVersion version)
{
    private const string Null = "/dev/null";
    private readonly NamespaceSet _namespaces = NamespaceSet.Of(bundle.Spec.Linux ?? new LinuxSpec());

    /// <summary>For a dump: place and name, which is the place again.</summary>
    /// <param name="options">Takes them.</param>
    /// <param name="init">The container's first process, through which its masked paths are seen.</param>
    public void AddTo(CriuOptions options, int init)
    {
        foreach ((string place, _) in Binds())
        {
            options.ExternalMount(place, place);
        }

        foreach (string path in bundle.Spec.Linux?.MaskedPaths ?? [])
        {
            // A directory is masked by a tmpfs of the container's own.
            if (At.LinkStatIfThere(BorrowedFd.Cwd, $"/proc/{init}/root{path}") is { } status
                && status.Type != FileType.Directory)
            {
                options.ExternalMount(path, Null);
            }
        }
    }

    /// <summary>For a restore: name and source.</summary>
    public void AddTo(CriuOptions options)
    {
        foreach ((string place, string source) in Binds())
        {
            options.ExternalMount(place, source);
        }

        if (bundle.Spec.Linux is { MaskedPaths.Length: > 0 })
        {
            options.ExternalMount(Null, Null);
        }
    }

    /// <summary>Makes the mount points that a fresh copy of the root filesystem lacks.</summary>
    public void MakePoints()
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, bundle.Rootfs, O_PATH | O_DIRECTORY);
        for (int i = 0; i < bundle.Spec.Mounts.Length; i++)
        {
            PlannedMount mount = PlannedMount.Of(bundle.Spec, i);
            MountPoint.Make(root, mount.Destination, IsFile(mount));
        }
    }

    private static bool IsBind(PlannedMount mount) => mount.IsBind && !mount.Options.Remount;

    private bool IsFile(PlannedMount mount) =>
        IsBind(mount)
        && Path.Combine(bundle.Directory, mount.Spec.Source) is var source
        && At.Exists(BorrowedFd.Cwd, source) && At.Stat(BorrowedFd.Cwd, source).Type != FileType.Directory;

    private IEnumerable<(string Place, string Source)> Binds()
    {
        for (int i = 0; i < bundle.Spec.Mounts.Length; i++)
        {
            PlannedMount mount = PlannedMount.Of(bundle.Spec, i);
            if (IsBind(mount))
            {
                yield return (Resolve(mount.Destination), Path.Combine(bundle.Directory, mount.Spec.Source));
            }
            else if (mount.IsCgroup && version != CgroupVersion.V2 && !_namespaces.Has(CLONE_NEWCGROUP))
            {
                foreach (CgroupMountPoint point in PlanFactsReader.ViewOf(cgroups, version).Hierarchies)
                {
                    yield return ($"{mount.Destination}/{point.Name}", point.ContainerPath);
                }
            }
        }

        IEnumerable<Device> devices =
            _namespaces.HasUser ? DeviceSteps.All(bundle.Spec.Linux!) : bundle.Spec.Linux?.Devices ?? [];
        foreach (Device device in devices)
        {
            yield return (ContainerPath.Clean(device.Path), device.Path);
        }
    }

    /// <summary>The place as the mount table has it: an image's /var/run is /run.</summary>
    private string Resolve(string destination)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, bundle.Rootfs, O_PATH | O_DIRECTORY);
        nint found = At.OpenAt2(root, destination, O_PATH, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        if (found < 0)
        {
            return destination; // below another mount
        }

        using var place = new OwnedFd((int)found);
        string path = PathOf(place);
        string above = PathOf(root);
        return path.StartsWith(above + "/", StringComparison.Ordinal) ? path[above.Length..] : destination;
    }

    private static string PathOf(OwnedFd fd) =>
        Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, $"/proc/self/fd/{fd.Number}"));
}
