// SPDX-License-Identifier: Apache-2.0
using System;
using System.IO;
using Husk.Engine.Containers.Specs;
using Husk.Images.Compression;
using Husk.Images.Tar;
using Husk.Linux;
using Husk.Oci.RuntimeSpec;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Engine.Files;

/// <summary>
/// A tree of files that is read and written from outside: a container's, or this process's own. Whatever links lie in a
/// container's, no path leads out of it: each is resolved by openat2(2) with RESOLVE_IN_ROOT.
/// </summary>
public sealed class FileTree : IDisposable
{
    private readonly OwnedFd _root;
    private readonly bool _isConfined;
    private readonly IDisposable? _held;
    private readonly Action<string>? _tell;

    /// <param name="root">The top directory; closed with this.</param>
    /// <param name="isConfined">Whether links are resolved below it.</param>
    /// <param name="held">What keeps the tree there; disposed of with this.</param>
    /// <param name="tell">Hears docker's word for what was done to it.</param>
    internal FileTree(OwnedFd root, bool isConfined, IDisposable? held, Action<string>? tell = null)
    {
        _tell = tell;
        _root = root;
        _isConfined = isConfined;
        _held = held;
    }

    /// <summary>The files of this process; paths may be relative to its working directory.</summary>
    public static FileTree Own() =>
        new(At.Open(BorrowedFd.Cwd, ".", O_PATH | O_DIRECTORY), isConfined: false, held: null);

    /// <summary>What is at a path; null when there is nothing.</summary>
    /// <param name="path">Which.</param>
    /// <param name="follow">Whether a symlink at its end is followed.</param>
    public PathStatus? Look(string path, bool follow) => EngineException.Guard<PathStatus?>(() =>
    {
        nint found = TryOpen(path, O_PATH | (follow ? 0 : O_NOFOLLOW));
        if (found is -ENOENT or -ENOTDIR)
            return null;
        using OwnedFd file = Checked(found, path);
        FileType type = Fd.Stat(file).Type;
        string? target = type is FileType.Symlink ? System.Text.Encoding.UTF8.GetString(At.ReadLink(file, "")) : null;
        return new PathStatus(type, target);
    });

    /// <summary>Writes a file, or a directory with all that is in it, as a tar archive.</summary>
    /// <param name="path">Which; a symlink at its end is followed when it ends with a slash.</param>
    /// <param name="name">What it is called in the archive.</param>
    /// <param name="target">Stays open.</param>
    public void Pack(string path, string name, Stream target) => EngineException.Guard(() =>
    {
        using OwnedFd file = Checked(TryOpen(path, O_PATH | O_NOFOLLOW), path);
        _tell?.Invoke("archive-path");
        FileStatus top = Fd.Stat(_root), status = Fd.Stat(file);
        bool isTop = _isConfined && (status.Inode, status.Device) == (top.Inode, top.Device);
        new TreePacker(target).Pack(file, System.Text.Encoding.UTF8.GetBytes(name), isTop);
        return true;
    });

    /// <summary>Makes the files of a tar archive in a directory; what is there is written over, but no directory by a
    /// file.</summary>
    /// <param name="directory">Which; it is there.</param>
    /// <param name="archive">Plain.</param>
    /// <param name="owners">Whether they get the archive's owners, and not this process.</param>
    /// <param name="owner">Whose all of them are instead.</param>
    public void Unpack(string directory, Stream archive, bool owners, (uint Uid, uint Gid)? owner = null) =>
        EngineException.Guard(() =>
        {
            using OwnedFd root = Checked(TryOpen(directory, O_RDONLY | O_DIRECTORY), directory);
            new TreeUnpacker(root, owners, owner).Unpack(archive);
            _tell?.Invoke("extract-to-dir");
            return true;
        });

    /// <summary>The same with an archive that somebody brings: in any compression that archives have, and nothing to do
    /// where nothing comes.</summary>
    public void UnpackCompressed(string directory, Stream archive, bool owners, (uint Uid, uint Gid)? owner) =>
        EngineException.Guard(() =>
        {
            using Stream? opened = ArchiveStream.TryOpen(archive);
            if (opened is null)
                return false;
            using var plain = new BufferedStream(opened, 128 * 1024);
            Unpack(directory, plain, owners, owner);
            return true;
        });

    /// <summary>Who a user is here, by its own files.</summary>
    /// <param name="user"><c>name|uid[:group|gid]</c>.</param>
    /// <exception cref="EngineException">There is no such user.</exception>
    public (uint Uid, uint Gid) Identity(string user)
    {
        User found = UserResolver.Resolve($"/proc/self/fd/{_root.Number}", user, []);
        return (found.Uid, found.Gid);
    }

    public void Dispose()
    {
        _root.Dispose();
        _held?.Dispose();
    }

    private nint TryOpen(string path, int flags) =>
        At.OpenAt2(_root, path.Length > 0 ? path : ".", flags, _isConfined ? RESOLVE_IN_ROOT : 0);

    private static OwnedFd Checked(nint opened, string path) =>
        opened >= 0
            ? new OwnedFd((int)opened)
            : throw new SyscallException($"openat2({Strace.Quote(path)})", (int)-opened);
}
