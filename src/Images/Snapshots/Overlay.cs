// SPDX-License-Identifier: Apache-2.0
using System.Collections.Generic;
using System.Text;
using Husk.Linux;
using Husk.Linux.Mounts;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>Mounts layers on top of each other.</summary>
/// <remarks>Source: the kernel's filesystems/overlayfs.</remarks>
internal static class Overlay
{
    /// <summary>
    /// Features under which a directory above is more than what lies in it; a layer made of it would be wrong.
    /// </summary>
    private static readonly string[] Off = ["index", "metacopy", "redirect_dir"];

    /// <param name="target">Where to.</param>
    /// <param name="lower">
    /// Directories, the highest first; at least one, and two without <paramref name="upper"/>.
    /// </param>
    /// <param name="upper">What takes the changes; null for a mount that cannot be written.</param>
    /// <param name="work">An empty directory beside <paramref name="upper"/>.</param>
    /// <param name="isVolatile">
    /// No fsync(2) in it waits for the disk, and unmounting does not write the whole file system below it.
    /// </param>
    public static void Mount(
        string target, IReadOnlyList<string> lower, string? upper, string? work, bool isVolatile = false)
    {
        if (isVolatile)
            AllowAgain(work!);
        using OwnedFd directory = At.Open(BorrowedFd.Cwd, target, O_PATH | O_DIRECTORY);
        using var open = new OpenDirectories();
        if (!TryMount(directory, lower, upper, work, isVolatile, open))
            MountOnOldKernel(directory, lower, upper, work, isVolatile, open);
    }

    // What says in the working directory that the last mount was volatile, and keeps it from being mounted again: the
    // machine may have crashed since. Whoever mounts so does not mind ("Volatile mount").
    private static void AllowAgain(string work)
    {
        using OwnedFd? own = At.OpenIfThere(BorrowedFd.Cwd, work + "/work", O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (own is not null)
            At.RemoveTree(own, "incompat");
    }

    /// <summary>False where the kernel cannot take layers one by one (<c>lowerdir+</c>, since Linux 6.7).</summary>
    private static bool TryMount(
        BorrowedFd target,
        IReadOnlyList<string> lower,
        string? upper,
        string? work,
        bool isVolatile,
        OpenDirectories open)
    {
        using FileSystemContext overlay = FileSystemContext.Open("overlay");
        overlay.Set("source", "overlay");
        for (int i = 0; i < lower.Count; i++)
        {
            string layer = open.Short(lower[i]);
            if (i == 0 && !overlay.TrySet("lowerdir+", layer))
                return false;
            if (i > 0)
                overlay.Set("lowerdir+", layer);
        }

        if (upper is not null)
        {
            overlay.Set("upperdir", open.Short(upper));
            overlay.Set("workdir", open.Short(work!));
        }

        foreach (string feature in Off)
            overlay.Set(feature, "off");
        if (isVolatile)
            overlay.SetFlag("volatile");

        using OwnedFd mount = overlay.Mount(0);
        MountPoint.Attach(mount, target);
        return true;
    }

    // The data of mount(2) has one page: directories by the number of a descriptor keep 120 of them below that.
    private static void MountOnOldKernel(
        BorrowedFd target,
        IReadOnlyList<string> lower,
        string? upper,
        string? work,
        bool isVolatile,
        OpenDirectories open)
    {
        var data = new StringBuilder("lowerdir=");
        for (int i = 0; i < lower.Count; i++)
            data.Append(i == 0 ? "" : ":").Append(open.Numbered(lower[i]));

        if (upper is not null)
            data.Append(",upperdir=").Append(open.Numbered(upper)).Append(",workdir=").Append(open.Numbered(work!));
        foreach (string feature in Off)
            data.Append(',').Append(feature).Append("=off");
        data.Append(isVolatile ? ",volatile" : "");

        MountPoint.Mount("overlay", target, data.ToString(), 0);
    }

    /// <summary>Directories that are held open until the mount is made.</summary>
    private sealed class OpenDirectories : System.IDisposable
    {
        private readonly List<OwnedFd> _open = [];

        /// <summary>The path, or where it is too long a way around by a descriptor.</summary>
        public string Short(string path) =>
            Encoding.UTF8.GetByteCount(path) <= FileSystemContext.LongestString ? path : Numbered(path);

        public string Numbered(string path)
        {
            OwnedFd directory = At.Open(BorrowedFd.Cwd, path, O_PATH | O_DIRECTORY);
            _open.Add(directory);
            return MountPoint.ProcPath(directory);
        }

        public void Dispose()
        {
            foreach (OwnedFd directory in _open)
                directory.Dispose();
        }
    }
}
