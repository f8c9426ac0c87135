// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using Husk.Runtime.Init;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Mounts;

/// <summary>
/// The directory that a mount will cover, found before anything is mounted: in the root filesystem, or in what an
/// earlier entry of `mounts` puts above it.
/// </summary>
/// <remarks>
/// Which earlier entry that is, is told by the destinations as text. A symlink of the image that makes two of them
/// meet is not seen: then the content is that of the root filesystem. No symlink leads out of where the search starts
/// (RESOLVE_IN_ROOT, openat2(2)).
/// </remarks>
internal static class CoveredDirectory
{
    /// <param name="mount">The mount that will cover it.</param>
    /// <param name="spec">The configuration, for the mounts before.</param>
    /// <param name="facts">Where the bundle and its root filesystem are.</param>
    /// <param name="filesystems">Those already prepared, by their index.</param>
    /// <returns>The directory, or null when there is none or it is a new filesystem's, which is empty.</returns>
    public static OwnedFd? Open(
        PlannedMount mount, RuntimeSpec spec, PlanFacts facts, IReadOnlyDictionary<int, OwnedFd> filesystems)
    {
        for (int i = mount.Index - 1; i >= 0; i--)
        {
            PlannedMount before = PlannedMount.Of(spec, i);
            if (before.Options.Remount || Below(before.Destination, mount.Destination) is not { } path)
            {
                continue;
            }

            if (before.IsBind)
            {
                return OpenIn(before.SourcePath(facts), path);
            }

            return filesystems.TryGetValue(i, out OwnedFd? filesystem) ? OpenIn(filesystem, path) : null;
        }

        return OpenIn(facts.Rootfs, mount.Destination);
    }

    /// <summary>The rest of a path that is, or is below, another one: `/` for the same.</summary>
    internal static string? Below(string above, string path) =>
        path == above ? "/"
        : above == "/" ? path
        : path.StartsWith(above + "/", StringComparison.Ordinal) ? path[above.Length..] : null;

    private static OwnedFd? OpenIn(string root, string path)
    {
        using OwnedFd start = At.Open(BorrowedFd.Cwd, root, O_PATH | O_DIRECTORY);
        return OpenIn(start, path);
    }

    private static OwnedFd? OpenIn(BorrowedFd root, string path)
    {
        nint fd = At.OpenAt2(root, path, O_RDONLY | O_DIRECTORY, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS);
        return fd switch
        {
            >= 0 => new OwnedFd((int)fd),
            -ENOENT => null,
            _ => throw new SyscallException($"openat2({Strace.Descriptor(root)}, {Strace.Quote(path)})", (int)-fd),
        };
    }
}
