// SPDX-License-Identifier: Apache-2.0
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Husk.Images.Layers;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Images.Snapshots;

/// <summary>Which of the directories of an overlay a path comes from. No symlink leads out of them.</summary>
/// <param name="directories">The highest first: the upper one, and those below it.</param>
public sealed class LayerLookup(IReadOnlyList<string> directories)
{
    /// <summary>As many as the kernel follows in a path (path_resolution(7)).</summary>
    private const int MostSymlinks = 40;

    /// <summary>The path with all symlinks followed but a last one, as the overlay shows them.</summary>
    /// <param name="path">Absolute; <c>.</c> and <c>..</c> are taken as they are written.</param>
    public string Resolve(string path)
    {
        List<string> parts = Parts(path);
        for (int i = 0, links = 0; i < parts.Count - 1 && links < MostSymlinks; i++)
        {
            string prefix = string.Join('/', parts.Take(i + 1));
            if (Of(prefix).FirstOrDefault() is not { Status.Type: FileType.Symlink } link)
                continue;
            string target = Target(link.Index, prefix);
            IEnumerable<string> above = target.StartsWith('/') ? [] : parts.Take(i);
            parts = Parts(string.Join('/', [.. above, target, .. parts.Skip(i + 1)]));
            (i, links) = (-1, links + 1);
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>
    /// What there is at a path: the first is what is seen, the others are hidden by it. Nothing when no directory has
    /// it.
    /// </summary>
    public IReadOnlyList<LayerEntry> Of(string path)
    {
        List<string> parts = Parts(path);
        var found = new List<LayerEntry>();
        for (int index = 0; index < directories.Count; index++)
        {
            if (!Look(index, parts, found))
                break;
        }

        return found;
    }

    /// <summary>Where a symlink leads.</summary>
    public string Target(int index, string path)
    {
        using OwnedFd? link = Open(index, Parts(path), O_PATH | O_NOFOLLOW);
        return link is null ? "" : Encoding.UTF8.GetString(At.ReadLink(link, ""));
    }

    /// <summary>False when this directory hides all that those below have at the path.</summary>
    private bool Look(int index, List<string> parts, List<LayerEntry> found)
    {
        for (int length = 0; length <= parts.Count; length++)
        {
            List<string> prefix = parts[..length];
            using OwnedFd? entry = Open(index, prefix, O_PATH | O_NOFOLLOW);
            if (entry is null)
                return true;
            FileStatus status = Fd.Stat(entry);
            bool isWhiteout = Whiteout.Is(status);
            if (isWhiteout || length == parts.Count)
                found.Add(new LayerEntry(index, isWhiteout ? null : status));
            if (isWhiteout || status.Type != FileType.Directory || (length > 0 && IsOpaque(index, prefix)))
                return Finish(index, parts, length, found);
        }

        return true;
    }

    // What is below an opaque directory may still be in this one.
    private bool Finish(int index, List<string> parts, int length, List<LayerEntry> found)
    {
        if (length < parts.Count && Open(index, parts, O_PATH | O_NOFOLLOW) is { } entry)
        {
            using (entry)
                found.Add(new LayerEntry(index, Whiteout.Is(Fd.Stat(entry)) ? null : Fd.Stat(entry)));
        }

        return false;
    }

    private bool IsOpaque(int index, List<string> prefix)
    {
        using OwnedFd? directory = Open(index, prefix, O_RDONLY | O_DIRECTORY);
        return directory is not null && Whiteout.IsOpaque(directory);
    }

    private OwnedFd? Open(int index, List<string> parts, int flags)
    {
        using OwnedFd? root = At.OpenIfThere(BorrowedFd.Cwd, directories[index], O_PATH | O_DIRECTORY);
        if (root is null)
            return null;
        string path = parts.Count == 0 ? "." : string.Join('/', parts);
        nint opened = At.OpenAt2(root, path, flags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
        return opened < 0 ? null : new OwnedFd((int)opened);
    }

    private static List<string> Parts(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
                parts.RemoveRange(Math.Max(parts.Count - 1, 0), Math.Min(parts.Count, 1));
            else if (part != ".")
                parts.Add(part);
        }

        return parts;
    }
}
