// SPDX-License-Identifier: Apache-2.0
using System.IO;
using Husk.Linux;
using static Husk.Linux.Syscalls.Abi;

namespace Husk.Runtime.Criu;

/// <summary>A place for a mount in a root filesystem, whose symlinks lead nowhere else.</summary>
internal static class MountPoint
{
    private const int Within = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS;
    private const uint DirectoryMode = 0x1ED; // 0755
    private const uint FileMode = 0x1A4; // 0644

    /// <summary>
    /// Makes what of the path is missing. A root that cannot be written to stays as it is: then CRIU tells what is
    /// missing.
    /// </summary>
    public static void Make(OwnedFd root, string path, bool isFile)
    {
        try
        {
            for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                MakeLast(root, path[..slash], isFile: false);
            }

            MakeLast(root, path, isFile);
        }
        catch (SyscallException e) when (e.Errno is EROFS or ENOTDIR)
        {
        }
    }

    private static void MakeLast(OwnedFd root, string path, bool isFile)
    {
        if (At.OpenAt2(root, path, O_PATH, Within) is >= 0 and var there)
        {
            new OwnedFd((int)there).Dispose();
            return;
        }

        using OwnedFd parent = At.OpenBelow(root, Path.GetDirectoryName(path)!, O_PATH | O_DIRECTORY, Within);
        if (!isFile)
        {
            At.MkdirIfMissing(parent, Path.GetFileName(path), DirectoryMode);
            return;
        }

        using OwnedFd made = At.Open(parent, Path.GetFileName(path), O_WRONLY | O_CREAT | O_NOFOLLOW, FileMode);
    }
}
