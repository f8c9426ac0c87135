// SPDX-License-Identifier: Apache-2.0
using System.Text;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>The tree that files are copied into. No link in it leads out of it.</summary>
/// <param name="root">Its top.</param>
/// <param name="attributes">What directories get that are made on the way.</param>
/// <param name="followsLinks">Whether links in it are followed; with <c>--link</c> directories take their
/// places.</param>
internal sealed class Destination(BorrowedFd root, CopyAttributes attributes, bool followsLinks)
{
    // As the kernel, path_resolution(7).
    private const int MostLinks = 40;

    private readonly int _root = root.Number;

    private BorrowedFd Root => new(_root);

    private int Resolve => RESOLVE_IN_ROOT | (followsLinks ? 0 : RESOLVE_NO_SYMLINKS);

    /// <summary>A directory with all above it, made where they are missing.</summary>
    public OwnedFd MakeDirectory(string path)
    {
        string clean = path.Trim('/');
        if (clean.Length == 0)
            return At.Open(Root, ".", O_PATH | O_DIRECTORY);
        nint opened = At.OpenAt2(Root, clean, O_PATH | O_DIRECTORY, Resolve);
        if (opened >= 0)
            return new OwnedFd((int)opened);
        bool isOther = opened is -ENOTDIR or -ELOOP;
        if (isOther && followsLinks)
            throw new CopyException($"cannot copy to non-directory: /{clean}");
        if (!isOther && opened != -ENOENT)
            throw new SyscallException($"openat2({Strace.Quote(clean)})", (int)-opened);
        int slash = clean.LastIndexOf('/');
        using OwnedFd parent = MakeDirectory(slash < 0 ? "" : clean[..slash]);
        string name = clean[(slash + 1)..];
        if (!followsLinks)
            At.UnlinkIfThere(parent, name);
        if (!At.MkdirIfMissing(parent, name, S_IRWXU))
            throw new CopyException($"cannot make the directory /{clean}: a link that leads nowhere is there");
        (uint uid, uint gid) = attributes.ParentOwner;
        At.Chown(parent, name, uid, gid);
        At.Chmod(parent, name, attributes.ParentMode);
        return At.Open(parent, name, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    }

    /// <summary>Where a file goes: into a directory that is there, else to the path, by its name.</summary>
    /// <param name="path">A slash at its end says that it is a directory.</param>
    /// <param name="name">What a file is called in a directory.</param>
    public (OwnedFd Directory, byte[] Name) Place(string path, byte[] name)
    {
        if (IsDirectory(path))
            return (MakeDirectory(path), name);
        for (int links = 0; links < MostLinks; links++)
        {
            int slash = path.LastIndexOf('/');
            string last = path[(slash + 1)..];
            string above = path[..(slash + 1)];
            OwnedFd parent = MakeDirectory(above);
            if (!followsLinks || At.LinkStatIfThere(parent, last) is not { Type: FileType.Symlink })
                return (parent, Encoding.UTF8.GetBytes(last));
            string target = Encoding.UTF8.GetString(At.ReadLink(parent, last));
            parent.Dispose();
            path = target.StartsWith('/') ? target : above + target;
        }
        throw new CopyException($"too many links at {path}");
    }

    /// <summary>Whether a path says that it is a directory, or is one.</summary>
    public bool IsDirectory(string path)
    {
        if (path.EndsWith('/'))
            return true;
        nint opened =
            At.OpenAt2(Root, path.Trim('/').Length == 0 ? "." : path.TrimStart('/'), O_PATH | O_DIRECTORY, Resolve);
        if (opened < 0)
            return false;
        new OwnedFd((int)opened).Dispose();
        return true;
    }
}
