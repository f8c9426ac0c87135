// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Images;
using Husk.Images.Compression;
using Husk.Images.Tar;
using Husk.Linux;
using Microsoft.Win32.SafeHandles;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Build.Copying;

/// <summary>A file that ADD unpacks: what is in it says so, not its name.</summary>
internal static class ArchiveFile
{
    /// <summary>Whether it is a tar archive, in any compression.</summary>
    public static bool Is(SourceTree tree, SourceMatch match)
    {
        if (match.Node.Status.Type is not FileType.Regular || match.Node.Status.Size == 0)
            return false;
        try
        {
            using Stream plain = Open(tree, match.Path);
            return new TarReader(plain).Next() is not null;
        }
        catch (System.Exception e) when (e is TarFormatException or IOException or InvalidDataException
            or ImageException { Fault: ImageFault.Corrupt })
        {
            return false;
        }
    }

    /// <summary>Makes its files in a directory.</summary>
    /// <param name="tree">Where it is.</param>
    /// <param name="match">Which.</param>
    /// <param name="into">The directory.</param>
    /// <param name="owner">Whose they are; null for whose the archive says.</param>
    public static void Unpack(SourceTree tree, SourceMatch match, OwnedFd into, (uint Uid, uint Gid)? owner)
    {
        using Stream plain = Open(tree, match.Path);
        new TreeUnpacker(into, owners: true, owner).Unpack(plain);
    }

    private static Stream Open(SourceTree tree, byte[] path)
    {
        var file = new SafeFileHandle(tree.Open(path, O_RDONLY).Detach(), ownsHandle: true);
        return ArchiveStream.Open(new FileStream(file, FileAccess.Read, 64 * 1024));
    }
}
