// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Linux.Mounts;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Init;

/// <summary>What has to be seen of the bind mounts' sources and destinations before they can be planned.</summary>
internal sealed class BindFacts
{
    /// <summary>As many as the kernel follows in a path (path_resolution(7)).</summary>
    private const int MostSymlinks = 40;

    private readonly HashSet<string> _fileSources = [];
    private readonly Dictionary<int, string> _copiedSymlinks = [];
    private readonly Dictionary<int, string> _destinations = [];

    public IReadOnlySet<string> FileSources => _fileSources;

    public IReadOnlyDictionary<int, string> CopiedSymlinks => _copiedSymlinks;

    public IReadOnlyDictionary<int, string> Destinations => _destinations;

    /// <param name="spec">With all mounts; those that are no binds are passed over.</param>
    /// <param name="bundle">What their sources are relative to.</param>
    /// <param name="rootfs">The root filesystem, as the runtime sees it.</param>
    public static BindFacts Read(RuntimeSpec spec, string bundle, string rootfs)
    {
        var facts = new BindFacts();
        for (int i = 0; i < spec.Mounts.Length; i++)
        {
            PlannedMount mount = PlannedMount.Of(spec, i);
            if (mount.IsBind && !mount.Options.Remount)
            {
                facts.Add(mount, mount.SourcePath(bundle), rootfs);
            }
        }

        return facts;
    }

    private void Add(PlannedMount mount, string source, string rootfs)
    {
        MountExtras extras = mount.Options.Extras;
        if ((extras & MountExtras.CopySymlink) != 0
            && At.LinkStatIfThere(BorrowedFd.Cwd, source) is { Type: FileType.Symlink })
        {
            _copiedSymlinks.Add(mount.Index, Encoding.UTF8.GetString(At.ReadLink(BorrowedFd.Cwd, source)));
            return;
        }

        // The target is made as what the source is.
        FileStatus? status = (extras & MountExtras.SourceNoFollow) != 0
            ? At.LinkStatIfThere(BorrowedFd.Cwd, source)
            : At.Exists(BorrowedFd.Cwd, source) ? At.Stat(BorrowedFd.Cwd, source) : null;
        if (status is { Type: not FileType.Directory })
        {
            _fileSources.Add(source);
        }

        if ((extras & MountExtras.DestinationNoFollow) == 0
            && BehindDanglingSymlink(rootfs, mount.Destination) is { } there)
        {
            _destinations.Add(mount.Index, there);
        }
    }

    /// <summary>
    /// Where in the root filesystem a path leads by way of symlinks to something that is not there yet, so that it can
    /// be made; null for any other path. Only names are found out: what is opened later is opened within the root.
    /// </summary>
    private static string? BehindDanglingSymlink(string rootfs, string destination)
    {
        using OwnedFd root = At.Open(BorrowedFd.Cwd, rootfs, O_PATH | O_DIRECTORY);
        if (IsThere(root, destination))
        {
            return null;
        }

        var parts = new List<string>(destination.Split('/', StringSplitOptions.RemoveEmptyEntries));
        bool changed = false;
        for (int i = 0, links = 0; i < parts.Count && links < MostSymlinks;)
        {
            string path = "/" + string.Join('/', parts.GetRange(0, i + 1));
            if (LinkAt(root, path) is not { } text)
            {
                i++;
                continue;
            }

            // The way on starts at the link's directory, or at the root; nothing leads above that (chroot(2)).
            List<string> rest = parts.GetRange(i + 1, parts.Count - i - 1);
            string directory = text.StartsWith('/') ? "" : string.Join('/', parts.GetRange(0, i));
            string whole = ContainerPath.Clean("/" + directory + "/" + text);
            parts = [.. whole.Split('/', StringSplitOptions.RemoveEmptyEntries), .. rest];
            (i, changed) = (0, true);
            links++;
        }

        return changed ? "/" + string.Join('/', parts) : null;
    }

    private static bool IsThere(OwnedFd root, string path)
    {
        using OwnedFd? found = OpenIfThere(root, path, O_PATH);
        return found is not null;
    }

    private static string? LinkAt(OwnedFd root, string path)
    {
        using OwnedFd? found = OpenIfThere(root, path, O_PATH | O_NOFOLLOW);
        return found is not null && Fd.Stat(found).Type == FileType.Symlink
            ? Encoding.UTF8.GetString(At.ReadLink(found, ""))
            : null;
    }

    private static OwnedFd? OpenIfThere(OwnedFd root, string path, int flags)
    {
        try
        {
            return At.OpenBelow(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        }
        catch (SyscallException)
        {
            return null; // not there, or not to be reached: the plan, which opens it in earnest, will tell
        }
    }
}
